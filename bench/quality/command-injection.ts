/**
 * False alarms of command and argument injection on ordinary text through correctly written sinks,
 * and recall on published payloads put unescaped into three places.
 * `node -C castellan-source bench/quality/command-injection.ts`; samples: CASTELLAN_CORPORA or
 * `../shared/corpora` beside the repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { inputsOf } from '../../packages/guard/src/context/case-inputs.ts';
import { detection as argumentInjection } from '../../packages/guard/src/detections/argument-injection/detector.ts';
import { detection as commandInjection } from '../../packages/guard/src/detections/command-injection/detector.ts';
import type { ProgramCall, ShellCall } from '../../packages/guard/src/detections/sink-call.ts';

type Call = ShellCall | ProgramCall;
type Outcome = 'attack' | 'weakness' | 'benign';

const folder =
  process.env['CASTELLAN_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora');

interface Sample {
  readonly class?: string;
  readonly rule?: number;
  readonly label?: string;
  readonly payload: string | readonly { readonly value: string }[];
}

function samples(file: string): readonly Sample[] {
  const path = join(folder, file);
  if (!existsSync(path)) {
    console.log(`no samples at ${path}; set CASTELLAN_CORPORA`);
    process.exit(0);
  }
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Sample);
}

const shell = (text: string): ShellCall => ({ kind: 'shell', text, shell: 'posix' });
const program = (file: string, ...args: string[]): ProgramCall => ({ kind: 'program', file, args });

const single = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
const singleByDouble = (value: string): string => `'${value.replaceAll("'", `'"'"'`)}'`;
const double = (value: string): string => `"${value.replace(/[\\"$`]/g, '\\$&')}"`;
const escaped = (value: string): string =>
  value.replace(/[^\w@%+=:,./\n-]/gu, '\\$&').replaceAll('\n', "'\n'");
// What the npm package shell-quote does: quotes only where they are needed.
const asNeeded = (value: string): string => {
  if (/["\s\\]/.test(value) && !value.includes("'")) return `'${value}'`;
  if (/["'\s]/.test(value)) return `"${value.replace(/["\\$`!]/g, '\\$&')}"`;
  return value.replace(/[#!"$&'()*,:;<=>?@[\\\]^`{|}~]/g, '\\$&');
};

const sinks: Readonly<Record<string, (value: string) => Call>> = {
  "single quotes, '\\''": (value) => shell(`notify -- ${single(value)} now`),
  [`single quotes, '"'"'`]: (value) => shell(`notify -- ${singleByDouble(value)} now`),
  'double quotes, escapes': (value) => shell(`notify -- ${double(value)} now`),
  'a backslash before each sign': (value) => shell(`notify -- ${escaped(value)} now`),
  'quotes only where needed': (value) => shell(`notify -- ${asNeeded(value)} now`),
  'nested shell, quoted twice': (value) => shell(`sh -c ${single(`notify -- ${single(value)}`)}`),
  'argument behind --': (value) => program('grep', '-F', '--', value, 'notes'),
  'positional parameter': (value) => program('sh', '-c', 'notify "$1"', 'sh', value),
  'environment variable': () => shell('notify "$MESSAGE"'),
  'standard input': () => program('notify', '--stdin'),
  'base64 argument': (value) =>
    shell(`echo ${Buffer.from(value).toString('base64')} | base64 -d | notify`),
  'quoted here-document': (value) => shell(`notify <<'END-OF-TEXT'\n${value}\nEND-OF-TEXT\n`),
  'PowerShell single quotes': (value) => ({
    kind: 'shell',
    shell: 'powershell',
    text: `notify '${value.replace(/['\u2018-\u201B]/g, '$&$&')}'`,
  }),
};

function outcomeOf(call: Call, value: string): Outcome {
  const inputs = inputsOf({ body: { value } });
  const verdicts = [
    commandInjection.inspect(call, inputs),
    argumentInjection.inspect(call, inputs),
  ];
  if (verdicts.some((verdict) => verdict?.outcome === 'attack')) return 'attack';
  return verdicts.some((verdict) => verdict !== undefined) ? 'weakness' : 'benign';
}

function falseAlarms(values: readonly string[]): void {
  for (const [name, sink] of Object.entries(sinks)) {
    const wrong: string[] = [];
    let weaknesses = 0;
    for (const value of values) {
      const outcome = outcomeOf(sink(value), value);
      if (outcome === 'attack') wrong.push(value);
      if (outcome === 'weakness') weaknesses++;
    }
    console.log(`  ${name}: ${wrong.length} attacks, ${weaknesses} weaknesses`);
    for (const value of wrong.slice(0, 5))
      console.log(`    ${JSON.stringify(value.slice(0, 120))}`);
  }
}

// Signs that are live in each place: a payload without them is plain text there.
const places: Readonly<Record<string, { live: RegExp; call: (value: string) => Call }>> = {
  unquoted: { live: /[;&|<>$`()\n'"*?#~[\]]|\s-[A-Za-z]/, call: (value) => shell(`ping ${value}`) },
  'single quotes': { live: /'/, call: (value) => shell(`ping '${value}' now`) },
  'double quotes': { live: /["`]|\$[\w({]/, call: (value) => shell(`ping "${value}" now`) },
};

function recall(values: readonly string[]): void {
  for (const [name, { live, call }] of Object.entries(places)) {
    const able = values.filter((value) => live.test(value));
    const missed = able.filter((value) => outcomeOf(call(value), value) !== 'attack');
    console.log(`  ${name}: ${able.length - missed.length} of ${able.length}`);
    for (const value of missed.slice(0, Number(process.argv[2] ?? 3)))
      console.log(`    ${JSON.stringify(value.slice(-120))}`);
  }
}

const attacks = [...samples('gotestwaf.jsonl.gz'), ...samples('crs.jsonl.gz')].filter(
  (sample) => sample.label === 'attack' && sample.class === 'cmdi',
);
const payloads = attacks.flatMap(({ payload }) =>
  typeof payload === 'string' ? [payload] : payload.map(({ value }) => value),
);
const benign = samples('benign.jsonl.gz').flatMap(({ payload }) =>
  typeof payload === 'string' && !payload.includes('\0') ? [payload] : [],
);
console.log(`${benign.length} ordinary texts through correct sinks`);
falseAlarms(benign);
const hostile = [...new Set(payloads)];
console.log(`${hostile.length} attack payloads through correct sinks`);
falseAlarms(hostile);
console.log('attack payloads caught where they are put unescaped');
recall(hostile);
