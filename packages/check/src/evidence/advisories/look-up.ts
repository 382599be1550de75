import { effectOn, severityIn, type Vulnerability, versionsOf } from '@castellan/core/advisories';
import type { AdvisoryHit, AdvisoryLook } from '../../analysis/advisories/facts.ts';
import { CannotCollect } from '../collector.ts';
import type { Source } from '../source.ts';

/** A package where it is installed. */
export interface PlacedPackage {
  readonly name: string;
  readonly version: string;
  readonly place: string;
  readonly isDev: boolean;
}

const maxSummaryChars = 200;

/** What is known of the packages, each version once. */
export async function lookUp(
  { advisories }: Source,
  ecosystem: string,
  packages: readonly PlacedPackage[],
): Promise<{ value: AdvisoryLook; origin: string }> {
  const versions = versionsOf(ecosystem);
  const once = onePerVersion(packages);
  const judged = once.filter(({ version }) => versions?.isVersion(version) === true);
  const unjudged = once.length - judged.length;
  if (judged.length === 0)
    return { value: { ecosystem, asOf: '', asked: 0, unjudged, hits: [] }, origin: 'no packages' };
  if (advisories === undefined)
    throw new CannotCollect(
      `there are no advisories of ${ecosystem} here`,
      `castellan advisories fetch ${ecosystem}, or --advisories https://api.osv.dev`,
    );
  const asked = judged.map(({ name, version }) => ({ ecosystem, name, version }));
  const { entries, asOf } = await advisories.entriesAbout(ecosystem, asked);
  const byName = new Map<string, Vulnerability[]>();
  for (const entry of entries)
    for (const name of namesIn(entry, ecosystem))
      byName.set(name, [...(byName.get(name) ?? []), entry]);
  const hits = judged.flatMap((one) =>
    (byName.get(one.name) ?? []).flatMap((entry) => hitOf(entry, ecosystem, one)),
  );
  return {
    value: { ecosystem, asOf, asked: judged.length, unjudged, hits },
    origin: advisories.name,
  };
}

/** What is there for development too counts as there for the app. */
function onePerVersion(packages: readonly PlacedPackage[]): PlacedPackage[] {
  const found = new Map<string, PlacedPackage>();
  for (const one of packages) {
    const key = `${one.name}\0${one.version}`;
    const before = found.get(key);
    if (before === undefined || (before.isDev && !one.isDev)) found.set(key, one);
  }
  return [...found.values()];
}

function namesIn({ affected }: Vulnerability, ecosystem: string): string[] {
  const names = affected.flatMap(({ package: one }) =>
    one?.ecosystem === ecosystem ? [one.name] : [],
  );
  return [...new Set(names)];
}

function hitOf(entry: Vulnerability, ecosystem: string, installed: PlacedPackage): AdvisoryHit[] {
  const { name, version, place, isDev } = installed;
  const effect = effectOn(entry, { ecosystem, name, version });
  if (effect === undefined) return [];
  const { severity, score } = severityIn(entry);
  const text = entry.summary ?? entry.details ?? '';
  return [
    {
      name,
      version,
      place,
      isDev,
      id: entry.id,
      aliases: [...new Set([...entry.aliases, ...entry.upstream])].slice(0, 10),
      summary: (/^[^\n]*/.exec(text.trim())?.[0] ?? '').slice(0, maxSummaryChars),
      severity,
      ...(score !== null && { score }),
      ...effect,
    },
  ];
}
