/**
 * How well the path-traversal detection tells a path from an escape. False alarms: benign texts and
 * attacks through sinks that defend themselves. Misses: attacks through sinks that do not, counted
 * only where the path really leaves the directory. No file is touched.
 * `node -C castellan-source bench/quality/path-traversal.ts`; exits 1 on a false alarm.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { inputsOf } from '../../packages/guard/src/context/case-inputs.ts';
import { detection } from '../../packages/guard/src/detections/path-traversal/detector.ts';
import { readCorpus } from './corpus.ts';

type Sink = (value: string) => string | undefined;

const root = '/srv/app/uploads';
const outside = '/var/lib/shop/files';
const { join, normalize, resolve, basename } = path.posix;
const isBelow = (file: string, directory: string): boolean => file.startsWith(`${directory}/`);
const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** Correctly written: none of these leaves its directory; `undefined` where the app refuses. */
const correct: Readonly<Record<string, Sink>> = {
  'base name': (v) => join(root, basename(v)),
  'base name, outside the app': (v) => join(outside, basename(v)),
  'clamped below a root': (v) => join(root, normalize(`/${v}`)),
  'clamped, outside the app': (v) => join(outside, normalize(`/${decoded(v)}`)),
  'dots and separators stripped': (v) => `${root}/${v.replace(/[^\w-]/g, '_')}`,
  'encoded as a URL part': (v) =>
    `${root}/${encodeURIComponent(v.replace(/\p{Surrogate}/gu, '?'))}.json`,
  hashed: (v) => `${root}/${createHash('sha256').update(v).digest('hex')}`,
  'resolved and checked': (v) => {
    const file = resolve(outside, `./${v}`);
    return isBelow(file, outside) && !v.includes('..') ? file : undefined;
  },
  'as send serves it': (v) => {
    const file = normalize(`./${decoded(v)}`);
    return /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(file) ? undefined : normalize(join(root, file));
  },
  'through the URL parser': (v) =>
    URL.canParse(`/${v}`, 'http://h') ? root + new URL(`/${v}`, 'http://h').pathname : undefined,
  'static template': () => '/srv/app/src/../views/index.html',
  'static module outside': () => '/usr/share/zoneinfo/UTC',
};

/** Wrongly written, and the directory that the app meant. */
const wrong: readonly (readonly [name: string, directory: string, sink: Sink])[] = [
  ['concatenated', root, (v) => `${root}/${v}`],
  ['concatenated, decoded', root, (v) => `${root}/${decoded(v)}`],
  ['concatenated with an ending', root, (v) => `${root}/${v}.html`],
  ['joined', root, (v) => join(root, decoded(v))],
  ['joined, outside the app', outside, (v) => join(outside, decoded(v))],
  ['resolved', root, (v) => resolve(root, decoded(v))],
  ['stripped once', root, (v) => `${root}/${decoded(v).replaceAll('../', '')}`],
  ['backslashes turned', root, (v) => join(root, decoded(v).replaceAll('\\', '/'))],
  ['as given', '/srv/app', (v) => v],
];

function inspect(file: string, value: string): ReturnType<typeof detection.inspect> {
  const call = { kind: 'path', path: file, operation: 'read', cwd: '/srv/app' } as const;
  return detection.inspect(call, inputsOf({ query: { f: value } }));
}

function measureFalseAlarms(texts: readonly string[], what: string): number {
  let alarms = 0;
  for (const [name, sink] of Object.entries(correct)) {
    const counts = { attack: 0, weakness: 0 };
    for (const text of texts) {
      const file = sink(text);
      // Node itself refuses a NUL byte in a path.
      if (file === undefined || file.includes('\0')) continue;
      const verdict = inspect(file, text);
      if (verdict === undefined) continue;
      counts[verdict.outcome]++;
      console.log(`  ${verdict.outcome}: ${name}: ${JSON.stringify(text).slice(0, 90)}`);
    }
    alarms += counts.attack + counts.weakness;
    console.log(`${name}: ${texts.length} ${what}`, counts);
  }
  return alarms;
}

function measureRecall(payloads: readonly string[]): void {
  for (const [name, directory, sink] of wrong) {
    const counts = { escapes: 0, attack: 0, weakness: 0, missed: 0, 'stays below, judged': 0 };
    for (const payload of payloads) {
      const file = sink(payload) ?? '';
      const target = resolve('/srv/app', file);
      const isOut = file.includes('\0') || (target !== directory && !isBelow(target, directory));
      const outcome = inspect(file, payload)?.outcome;
      if (!isOut) {
        if (outcome === 'attack') counts['stays below, judged']++;
        continue;
      }
      counts.escapes++;
      counts[outcome ?? 'missed']++;
      if (outcome !== 'attack') {
        console.log(
          `  ${outcome ?? 'missed'}: ${JSON.stringify(payload).slice(0, 90)} -> ${file.slice(0, 60)}`,
        );
      }
    }
    console.log(`${name}:`, counts);
  }
}

interface CrsRow {
  readonly class: string;
  readonly label: string;
  readonly payload: readonly { readonly value: unknown }[];
}
const samples = readCorpus<{ class: string; payload: string }>('gotestwaf')
  .filter((row) => row.class === 'path')
  .map((row) => row.payload);
const crs = readCorpus<CrsRow>('crs')
  .filter((row) => row.class === 'path' && row.label === 'attack')
  .flatMap((row) => row.payload.map(({ value }) => String(value)))
  .filter((value) => value.length < 500);
const targets = ['etc/passwd', 'srv/app/.env', 'proc/self/environ', 'var/log/auth.log'];
const climbs = [3, 4, 8].flatMap((depth) => [
  '../'.repeat(depth),
  '..%2f'.repeat(depth),
  '%2e%2e/'.repeat(depth),
  './../'.repeat(depth),
  '....//'.repeat(depth),
  '..\\'.repeat(depth),
  `x/${'../'.repeat(depth + 1)}`,
]);
const generated = targets.flatMap((target) => [
  `/${target}`,
  `//${target}`,
  ...climbs.map((climb) => climb + target),
]);
const attacks = [...new Set([...samples, ...crs, ...generated])];

const benign = readCorpus<{ payload: string }>('benign').map((row) => row.payload);
const alarms = measureFalseAlarms(benign, 'texts');
const refused = measureFalseAlarms(attacks, 'attacks defended');
console.log(`
${refused} defended attacks were reported all the same`);
console.log(`\n${attacks.length} payloads`);
measureRecall(attacks);
process.exitCode = alarms > 0 ? 1 : 0;
