import { inForce, isBroad, isInline, isNonceOrHash, type Policy, sourcesFor } from '../csp.ts';
import { valuesOf } from '../exchange.ts';
import type { ObservedSite } from './facts.ts';
import type { ObservatoryOutcome } from './outcomes.ts';

/** Length of the shortest policy that says something. */
const shortest = 'img-src'.length - 1;
const passive = ['img-src', 'media-src'];

/** Content-Security-Policy. A browser that gets several holds the page to each of them. */
export function cspOutcome(site: ObservedSite): ObservatoryOutcome {
  const { page, headerPolicies, metaPolicies } = site;
  const policies = [...headerPolicies, ...metaPolicies];
  if (policies.every(({ directives }) => directives.size === 0)) {
    const reports = valuesOf(page, 'content-security-policy-report-only');
    return reports.length > 0 ? 'csp-report-only' : 'csp-none';
  }
  if (isUnreadable(site, policies)) return 'csp-invalid';
  const isSecure = page.url.startsWith('https:');
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

function isUnreadable({ page }: ObservedSite, policies: readonly Policy[]): boolean {
  const isCut = valuesOf(page, 'content-security-policy').some((one) => one.length < shortest);
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

/** X-Frame-Options, or `frame-ancestors` of the policy, which counts for more. */
export function frameOutcome({ page, headerPolicies }: ObservedSite): ObservatoryOutcome {
  if (headerPolicies.some(({ directives }) => directives.has('frame-ancestors')))
    return 'frame-csp';
  const [value] = valuesOf(page, 'x-frame-options');
  if (value === undefined || value === '') return 'frame-open';
  if (/^(deny|sameorigin)$/i.test(value)) return 'frame-denied';
  return /^allow-from/i.test(value) ? 'frame-allow-from' : 'frame-invalid';
}
