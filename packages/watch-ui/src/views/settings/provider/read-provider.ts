import type { Operations } from '../../../api/operations.generated.ts';
import type { Role } from '../../../api/call.ts';

type Given = Operations['setSignInProvider']['body'];

/** Settings as the form holds them. A secret that is left empty stays as it is. */
export function readProvider(form: FormData): Given {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const groups = form
    .getAll('group')
    .map((value) => (typeof value === 'string' ? value.trim() : ''));
  const roles = form.getAll('groupRole');
  const secret = text('clientSecret');
  const otherwise = text('otherwise');
  return {
    issuer: text('issuer'),
    clientId: text('clientId'),
    label: text('label'),
    isOn: form.has('isOn'),
    ...(form.has('hasNoSecret') ? { clientSecret: '' } : secret !== '' && { clientSecret: secret }),
    rules: {
      admits: form.has('admitsDomains') ? 'domains' : 'invited',
      domains: wordsIn(text('domains')),
      groupsClaim: text('groupsClaim'),
      groupRoles: groups.flatMap((group, at) =>
        group === '' ? [] : [{ group, role: roles[at] as Role }],
      ),
      ...(otherwise !== '' && { otherwise: otherwise as Role }),
      extraScopes: wordsIn(text('extraScopes')),
      factorValues: form.has('countsFactor') ? wordsIn(text('factorValues')) : [],
      trustsAddresses: form.has('trustsAddresses'),
      otherWays: form.has('ownersOnly') ? 'owners' : 'everybody',
    },
  };
}

/** Words between commas or spaces. */
function wordsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ''))];
}
