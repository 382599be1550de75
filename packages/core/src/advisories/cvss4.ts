/*
 * Base scores of CVSS 4.0, as section 8 of FIRST's specification has it: metrics fall into six groups (EQ1 to EQ6),
 * their levels name a macro-vector, experts gave each of those a score, and a vector is placed between its
 * macro-vector and the next lower ones by how far it is from the worst vector of its own. Threat and environmental
 * metrics are left at their defaults, so EQ5 is 0, EQ4 never 0, and security requirements are high.
 */

/** Values of each metric, the worst first. */
const values: Readonly<Record<string, string>> = {
  AV: 'NALP',
  AC: 'LH',
  AT: 'NP',
  PR: 'NLH',
  UI: 'NPA',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'HLN',
  SI: 'HLN',
  SA: 'HLN',
};
type Metrics = ReadonlyMap<string, string>;

/** Scores of macro-vectors: by EQ1 and EQ2, then by EQ4 (1, 2) and the pairs of EQ3 and EQ6 below. */
const pairs = ['00', '01', '10', '11', '21'] as const;
const scores: Readonly<Record<string, readonly number[]>> = {
  '00': [10, 9.6, 9.3, 9.2, 7.9, 9.3, 9, 8.8, 8, 6.9],
  '01': [9.5, 9.1, 9.2, 8.2, 7.1, 9.2, 8.1, 8.4, 7, 6.3],
  '10': [9.4, 8.9, 8.6, 7.6, 6.5, 8.7, 7.5, 7.2, 5.7, 5.3],
  '11': [9, 7.7, 7.4, 5.9, 5.8, 7.7, 6.6, 6.1, 5.2, 2.3],
  '20': [8.6, 7.4, 7.2, 5.7, 4.7, 7, 5.4, 5.3, 3.6, 2.4],
  '21': [7.3, 5.5, 6.1, 5.1, 2.4, 5.4, 4.3, 4.6, 1.8, 1],
};

/** The worst vectors of each level of a group, and how many steps lead from them to the next level. */
const worst: Readonly<Record<string, readonly string[]>> = {
  'EQ1 0': ['AV:N/PR:N/UI:N'],
  'EQ1 1': ['AV:A/PR:N/UI:N', 'AV:N/PR:L/UI:N', 'AV:N/PR:N/UI:P'],
  'EQ1 2': ['AV:P/PR:N/UI:N', 'AV:A/PR:L/UI:P'],
  'EQ2 0': ['AC:L/AT:N'],
  'EQ2 1': ['AC:H/AT:N', 'AC:L/AT:P'],
  'EQ3 0': ['VC:H/VI:H/VA:H'],
  'EQ3 1': ['VC:L/VI:H/VA:H', 'VC:H/VI:L/VA:H'],
  'EQ3 2': ['VC:L/VI:L/VA:L'],
  'EQ4 1': ['SC:H/SI:H/SA:H'],
  'EQ4 2': ['SC:L/SI:L/SA:L'],
};
const steps: Readonly<Record<string, number>> = {
  'EQ1 0': 1,
  'EQ1 1': 4,
  'EQ1 2': 5,
  'EQ2 0': 1,
  'EQ2 1': 2,
  'EQ3 0': 7,
  'EQ3 1': 8,
  'EQ3 2': 10,
  'EQ4 1': 5,
  'EQ4 2': 4,
};
/** So that 8.35, which floating point holds as a little less, is rounded up. */
const epsilon = 1e-6;

/** The base score of a CVSS 4.0 vector; `undefined` for any other text. */
export function baseScore4(vector: string): number | undefined {
  const metrics = metricsOf(vector);
  if (metrics === undefined) return undefined;
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((name) => metrics.get(name) === 'N')) return 0;
  const levels = levelsOf(metrics);
  const { one, two, three, four } = levels;
  const own = scoreOf(levels);
  const lower: readonly (readonly [group: string, score: number | undefined])[] = [
    [`EQ1 ${one}`, scoreOf({ ...levels, one: one + 1 })],
    [`EQ2 ${two}`, scoreOf({ ...levels, two: two + 1 })],
    [`EQ3 ${three}`, lowerThree(levels)],
    [`EQ4 ${four}`, scoreOf({ ...levels, four: four + 1 })],
  ];
  const shares = lower.flatMap(([group, score]) =>
    score === undefined ? [] : [((own! - score) * distance(metrics, group)) / steps[group]!],
  );
  // EQ5 has a lower level too, from which the vector is no step away.
  const mean = shares.reduce((sum, share) => sum + share, 0) / (shares.length + 1);
  const score = Math.min(10, Math.max(0, own! - mean));
  return Math.round((score + epsilon) * 10) / 10;
}

/** The eleven base metrics; metrics of the other groups are passed over. */
function metricsOf(vector: string): Metrics | undefined {
  const [head, ...parts] = vector.split('/');
  if (head !== 'CVSS:4.0') return undefined;
  const found = new Map(parts.map((part) => part.split(':') as [string, string]));
  const isWhole = Object.entries(values).every(([name, letters]) => {
    const value = found.get(name) ?? '';
    return value.length === 1 && letters.includes(value);
  });
  return isWhole ? found : undefined;
}

interface Levels {
  readonly one: number;
  readonly two: number;
  readonly three: number;
  readonly four: number;
  readonly six: number;
}

function levelsOf(metrics: Metrics): Levels {
  const is = (text: string): boolean =>
    text.split('/').every((part) => metrics.get(part.slice(0, -2)) === part.slice(-1));
  const hasHigh = is('VC:H') || is('VI:H') || is('VA:H');
  const isEasy = is('AV:N') || is('PR:N') || is('UI:N');
  return {
    one: is('AV:N/PR:N/UI:N') ? 0 : isEasy && !is('AV:P') ? 1 : 2,
    two: is('AC:L/AT:N') ? 0 : 1,
    three: is('VC:H/VI:H') ? 0 : hasHigh ? 1 : 2,
    four: is('SC:H') || is('SI:H') || is('SA:H') ? 1 : 2,
    six: hasHigh ? 0 : 1,
  };
}

function scoreOf({ one, two, three, four, six }: Levels): number | undefined {
  const at = pairs.findIndex((pair) => pair === `${three}${six}`);
  if (at < 0 || four > 2) return undefined;
  return scores[`${one}${two}`]?.[(four - 1) * pairs.length + at];
}

/** EQ3 and EQ6 are not independent: from the worst of both there are two ways down, of which the milder counts. */
function lowerThree(levels: Levels): number | undefined {
  const { three, six } = levels;
  if (three === 0)
    return Math.max(scoreOf({ ...levels, six: 1 }) ?? 0, scoreOf({ ...levels, three: 1 }) ?? 0);
  return three === 1 && six === 0 ? scoreOf({ ...levels, six: 1 }) : undefined;
}

/** How many steps the vector is below the worst of its group's level that is nowhere milder. */
function distance(metrics: Metrics, group: string): number {
  for (const vector of worst[group] ?? []) {
    const each = vector.split('/').map((part) => {
      const [name = '', value = ''] = part.split(':');
      const letters = values[name] ?? '';
      return letters.indexOf(metrics.get(name) ?? '') - letters.indexOf(value);
    });
    if (each.every((one) => one >= 0)) return each.reduce((sum, one) => sum + one, 0);
  }
  return 0;
}
