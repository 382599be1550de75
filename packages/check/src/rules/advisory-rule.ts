import type { AdvisoryHit, AdvisoryLook } from '../analysis/advisories/facts.ts';
import { failBy, type Judgement, notApplicable, type RuleFinding, unknown } from './rule.ts';

const dayMs = 86_400_000;
/** What became known since is not in older data: nothing found in it proves nothing. */
const mostDays = 30;
const shownAliases = 2;

/** Fails by `findings`; passes only on advisories of these days. */
export function judgeLook(
  { ecosystem, asOf, asked, unjudged, unread, hits }: AdvisoryLook,
  findings: readonly RuleFinding[],
  now: number,
): Judgement {
  if (findings.length === 0 && unread !== undefined) return unknown(unread);
  if (asked === 0)
    return unjudged === 0
      ? notApplicable('there are no packages to look up')
      : unknown(`versions that can be compared: ${unjudged} packages have none`);
  const days = Math.floor((now - Date.parse(asOf)) / dayMs);
  if (findings.length === 0 && days > mostDays)
    return unknown(
      `the advisories of ${ecosystem} here are ${days} days old: castellan advisories fetch ${ecosystem}`,
    );
  const left = new Set(hits.map(({ id }) => id)).size;
  const rest = left === 0 ? '' : `; ${left} known holes have no update yet, or do not matter here`;
  return failBy(
    findings,
    `${asked} packages have no advisory that an update mends, as of ${asOf.slice(0, 10)}${rest}`,
  );
}

/** What is told of a hole in a package of npm; `mark` stands behind the version. */
export function messageOf(hit: AdvisoryHit, mark: string = ''): string {
  const { name, version, summary } = hit;
  const what = summary === '' ? 'a known hole' : summary;
  return `${name} ${version}${mark}: ${what} (${namesOf(hit)})${mendedIn(hit)}`;
}

/** Whether it was made to harm: that needs no attacker. */
export function isMalice({ id }: AdvisoryHit): boolean {
  return id.startsWith('MAL-');
}

/** `GHSA-35jh-r3h4-6jhm, CVE-2021-23337; CVSS 7.2`. */
function namesOf({ id, aliases, score }: AdvisoryHit): string {
  const names = [id, ...aliases.filter((alias) => alias !== id).slice(0, shownAliases)].join(', ');
  return score === undefined ? names : `${names}; CVSS ${score}`;
}

/** `; mended in 4.17.21`. */
function mendedIn({ fixedIn: [nearest] }: AdvisoryHit): string {
  return nearest === undefined ? '; not mended yet' : `; mended in ${nearest}`;
}

/** An advisory about `lodash`, with what an example says otherwise. */
export function madeUpHit(part: Partial<AdvisoryHit> = {}): AdvisoryHit {
  return {
    name: 'lodash',
    version: '4.17.20',
    place: 'node_modules/lodash',
    isDev: false,
    id: 'GHSA-35jh-r3h4-6jhm',
    aliases: ['CVE-2021-23337'],
    summary: 'Command injection in templates',
    severity: 'high',
    score: 7.2,
    fixedIn: ['4.17.21'],
    isUnimportant: false,
    ...part,
  };
}

/** A look at 120 packages on the day before examples are judged. */
export function madeUpLook(part: Partial<AdvisoryLook> = {}): AdvisoryLook {
  return {
    ecosystem: 'npm',
    asOf: '2026-11-24T00:00:00Z',
    asked: 120,
    unjudged: 0,
    hits: [],
    ...part,
  };
}
