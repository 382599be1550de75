import type { Provider } from './provider.ts';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** A host name of two parts or more, as it stands behind the @ of an address. */
const domain = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/;

/** Why these settings cannot be, whatever the provider says; `undefined` when they can. */
export function problemIn({
  issuer,
  rules,
}: Pick<Provider, 'issuer' | 'rules'>): string | undefined {
  return problemOfIssuer(issuer) ?? problemOfRules(rules);
}

/** Over plain HTTP only a provider on this machine, where nobody stands between. */
function problemOfIssuer(issuer: string): string | undefined {
  const url = URL.parse(issuer);
  if (url === null)
    return 'The issuer is no address: it looks like https://login.example.com/team.';
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    return 'The issuer has no query, no fragment and no password in it.';
  }
  if (issuer.includes('/.well-known/')) {
    return 'Give the issuer itself: what stands before /.well-known/.';
  }
  const isSafe = url.protocol === 'https:';
  const isHere = url.protocol === 'http:' && loopbackNames.has(url.hostname);
  return isSafe || isHere ? undefined : 'The issuer must begin with https://.';
}

function problemOfRules(rules: Provider['rules']): string | undefined {
  const { admits, domains, groupsClaim, groupRoles, otherwise } = rules;
  if (admits === 'domains' && domains.length === 0) {
    return 'Name the domains whose addresses may come in, or let in invited people only.';
  }
  const wrong = domains.find((one) => !domain.test(one));
  if (wrong !== undefined) {
    return `“${wrong}” is no domain: it looks like example.com, in small letters.`;
  }
  if (groupsClaim === '' && groupRoles.length > 0) {
    return 'Name the claim that holds the groups.';
  }
  if (groupsClaim !== '' && groupRoles.length === 0) {
    return 'Name at least one group with its role, or leave the claim of groups empty.';
  }
  if (otherwise === 'owner') return 'Whoever has no group of the table cannot be an owner.';
  if (admits === 'domains' && groupsClaim === '' && otherwise === undefined) {
    return 'Choose the role of people who come in for the first time.';
  }
  return undefined;
}
