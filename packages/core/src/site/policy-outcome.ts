import { type Answer, valuesOf } from './answer.ts';
import {
  inForce,
  isBroad,
  isInline,
  isNonceOrHash,
  policiesIn,
  type Policy,
  sourcesFor,
} from './policy.ts';

/** What content security policies may come to, what that adds to a score of the HTTP Observatory (below 0: wrong), and its words. */
export const policyOutcomes = {
  'csp-default-none': [10, 'a policy that allows nothing but what it names'],
  'csp-safe': [5, 'a policy without unsafe sources'],
  'csp-repeated-report': [0, 'a policy with a report directive that stands in it twice'],
  'csp-unsafe-style': [0, 'a policy that lets any style in'],
  'csp-insecure-passive': [-10, 'a policy that lets images or media in over plain HTTP'],
  'csp-unsafe-eval': [-10, 'a policy that lets text be run as script'],
  'csp-unsafe-inline': [-20, 'a policy that lets any script or plug-in in'],
  'csp-insecure-scheme': [-20, 'a policy that lets active content in over plain HTTP'],
  'csp-invalid': [-25, 'a policy that browsers cannot read'],
  'csp-none': [-25, 'no content security policy'],
  'csp-report-only': [-25, 'a content security policy that only reports'],
} as const;
export type PolicyOutcome = keyof typeof policyOutcomes;

/** Length of the shortest policy that says something. */
const shortest = 'img-src'.length - 1;
const passive = ['img-src', 'media-src'];

/**
 * Judges the policies of a page: those of its headers, and those that stand in it. A browser that gets
 * several holds the page to each of them.
 */
export function policyOutcome(answer: Answer, metaPolicies: readonly Policy[] = []): PolicyOutcome {
  const sent = valuesOf(answer, 'content-security-policy');
  const policies = [...policiesIn(sent), ...metaPolicies];
  if (policies.every(({ directives }) => directives.size === 0)) {
    const reports = valuesOf(answer, 'content-security-policy-report-only');
    return reports.length > 0 ? 'csp-report-only' : 'csp-none';
  }
  if (isUnreadable(sent, policies)) return 'csp-invalid';
  const isSecure = answer.url.startsWith('https:');
  const each = (holds: (policy: Policy) => boolean): boolean => policies.every(holds);
  if (each(isLooseStrictDynamic)) return 'csp-invalid';
  if (each(letsScriptIn)) return 'csp-unsafe-inline';
  if (isSecure && each((policy) => activeSources(policy).some(isPlain)))
    return 'csp-insecure-scheme';
  if (each(letsEval)) return 'csp-unsafe-eval';
  if (isSecure && each((policy) => passiveSources(policy).some(isPlain)))
    return 'csp-insecure-passive';
  const repeatsReport = policies.some(({ repeated }) => repeated.length > 0);
  if (repeatsReport) return 'csp-repeated-report';
  if (each((policy) => styles(policy).some((source) => isBroad(source) || isInline(source))))
    return 'csp-unsafe-style';
  return policies.some(isDefaultNone) ? 'csp-default-none' : 'csp-safe';
}

function isUnreadable(sent: readonly string[], policies: readonly Policy[]): boolean {
  const isCut = sent.some((one) => one.length < shortest);
  return (
    isCut ||
    policies.some(({ repeated }) => repeated.some((name) => !/^report-(uri|to)$/.test(name)))
  );
}

function scripts(policy: Policy): readonly string[] {
  return inForce(sourcesFor(policy, 'script-src'));
}

function styles(policy: Policy): readonly string[] {
  return inForce(sourcesFor(policy, 'style-src'));
}

/** `'strict-dynamic'` alone trusts nothing, and so says nothing. */
function isLooseStrictDynamic(policy: Policy): boolean {
  const sources = sourcesFor(policy, 'script-src');
  return sources.includes("'strict-dynamic'") && !sources.some(isNonceOrHash);
}

function letsScriptIn(policy: Policy): boolean {
  return (
    scripts(policy).some((source) => isBroad(source) || isInline(source)) ||
    plugIns(policy).some(isBroad)
  );
}

/** A list of their own knows no nonces; one that scripts share does. */
function plugIns(policy: Policy): readonly string[] {
  const sources = sourcesFor(policy, 'object-src');
  return policy.directives.has('object-src') ? sources : inForce(sources);
}

function letsEval(policy: Policy): boolean {
  return [...scripts(policy), ...styles(policy)].includes("'unsafe-eval'");
}

function isPlain(source: string): boolean {
  return /^(http|ftp):/.test(source);
}

function activeSources(policy: Policy): string[] {
  const others = [...policy.directives].filter(
    ([name]) => !passive.includes(name) && name !== 'script-src',
  );
  return [...others.flatMap(([, sources]) => sources), ...scripts(policy)];
}

function passiveSources(policy: Policy): string[] {
  return passive.flatMap((name) => sourcesFor(policy, name));
}

function isDefaultNone({ directives }: Policy): boolean {
  const sources = directives.get('default-src');
  return sources !== undefined && (sources.length === 0 || sources.join(' ') === "'none'");
}
