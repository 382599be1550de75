import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A labelled text of another scanner's public tests. */
export interface Sample {
  readonly id: string;
  readonly class: string;
  readonly label: 'secret' | 'clean';
  readonly payload: string;
}

/** Classes whose "secrets" are none: addresses of networks, home folders, directives, own patterns, templates of tests. */
const otherThings = new Set([
  'ip_public',
  'high_entropy_strings',
  'secretlint-rule-no-homedir',
  'secretlint-rule-filter-comments',
  'secretlint-rule-pattern',
]);
const leastContained = 20;

/** The samples in `file`; undefined when it is not there. */
export function readCorpus(file: string): Sample[] | undefined {
  if (!existsSync(file)) return undefined;
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Sample);
}

/**
 * The samples whose label follows from their text: without the classes that label other things than
 * secrets, and without clean texts that stand, word for word, in a text labelled secret (settings that
 * the sample does not show allow them there).
 */
export function decidable(samples: readonly Sample[]): Sample[] {
  const secret = samples.filter(({ label }) => label === 'secret').map(({ payload }) => payload);
  return samples.filter((sample) => {
    if (otherThings.has(sample.class)) return false;
    const text = sample.payload.trim();
    const isBoth = text.length >= leastContained && secret.some((one) => one.includes(text));
    return sample.label === 'secret' || !isBoth;
  });
}
