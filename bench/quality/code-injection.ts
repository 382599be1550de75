/**
 * How well the code-injection detection tells code from data. False alarms: every benign text of a
 * corpus (path in CASTELLAN_CORPORA, else ../shared/corpora) through correctly written sinks. Misses:
 * hostile expressions and break-outs in every kind of place. Sources are compiled, never run.
 * `node -C castellan-source bench/quality/code-injection.ts`; exits 1 on a false alarm.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { inputsOf } from '../../packages/guard/src/context/case-inputs.ts';
import { detection } from '../../packages/guard/src/detections/code-injection/detector.ts';
import type { CodeCall } from '../../packages/guard/src/detections/sink-call.ts';
import { breakOuts, expressions } from './code-injection-payloads.ts';

type Sink = (value: string) => string;

const json: Sink = (value) => JSON.stringify(value);
const single: Sink = (value) =>
  `'${value
    .replace(/[\\']/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')}'`;
const noCommentEnd: Sink = (value) =>
  value.replace(/[\r\n\u2028\u2029]/g, ' ').replaceAll('*/', '* /');

/** Correctly written: none of these lets a text become code. */
const correct: Readonly<Record<string, Sink>> = {
  'JSON.stringify into a statement': (v) => `var config = ${json(v)};\nstart(config, { a: 1 });`,
  'JSON.stringify of an object': (v) =>
    `window.state = ${JSON.stringify({ user: { name: v, tags: [v, 'b'] } })};`,
  'JSON for an inline script': (v) =>
    `hydrate(${json(v).replace(/</g, '\\u003c').replace(/>/g, '\\u003e')})`,
  'single quotes, escaped': (v) => `module.exports = function () { return ${single(v)}; };`,
  'template, escaped': (v) => `const html = \`<p>\${head}${v.replace(/[\\`$]/g, '\\$&')}</p>\`;`,
  'template engine, ejs style': (v) =>
    `(function(locals, escapeFn){var __output = "";\nfunction __append(s) { if (s !== undefined && s !== null) __output += s }\nwith (locals || {}) {\n; __append(${json(`<h1>${v}</h1>\n`)})\n; __append(escapeFn( user.name ))\n}\nreturn __output;})`,
  'template engine, lodash style': (v) =>
    `(function(obj) {\nobj || (obj = {});\nvar __t, __p = '';\nwith (obj) {\n__p += ${single(v)} +\n((__t = ( name )) == null ? '' : __t) +\n'!';\n}\nreturn __p\n})`,
  'template engine, pug style': (v) =>
    `function template(locals) {var pug_html = "", pug_mixins = {};pug_html = pug_html + ${json(`<p title="x">${v}</p>`)};return pug_html;}`,
  'generated code with a comment': (v) =>
    `/* made for ${noCommentEnd(v)} */\nexport_(1); // ${noCommentEnd(v)}\nrun();`,
  'validator with a property name': (v) =>
    `(function(data){ if (data[${json(v)}] === undefined) { errors.push({ keyword: "required", params: { missing: ${json(v)} } }); } return errors.length === 0; })`,
  'URL-encoded text': (v) =>
    `load("/search?q=${encodeURIComponent(v.replace(/\p{Surrogate}/gu, '?')).replace(/'/g, '%27')}", { a: [1, 2] });`,
  'row reader with column names': (v) =>
    `(function(rowData){ this[${single(v)}] = parsers[0](rowData[0]) || null;\n this["id"] = rowData[1]; })`,
  'passed as an argument, source fixed': () =>
    '(function (value, index) { if (index < 10) { return value * 2; } return [value]; })',
};

/** Wrongly written: the expression is put into code as sent. */
const places: Readonly<Record<string, Sink>> = {
  'all of the source': (p) => p,
  returned: (p) => `(async function*(a, b) { return ${p} })`,
  'in brackets': (p) => `var total = (${p}) + 1;`,
  assigned: (p) => `var total = ${p};\nsend(total);`,
  compared: (p) => `if (this.id == ${p}) { show(); }`,
  'an argument': (p) => `render(name, ${p}, { a: 1 });`,
  'in a template': (p) => `var t = \`Hello \${ ${p} }!\`;`,
};

const quotedPlaces: Readonly<Record<string, Sink>> = {
  "between '": (p) => `greet('Hello ${p}', 1);`,
  'between "': (p) => `var a = "${p}"; send(a);`,
  'between `': (p) => `var a = \`${p}\`; send(a);`,
  "compared between '": (p) => `(function () { return this.name == '${p}'; })`,
  'a property name': (p) => `(function () { return data["${p}"]; })`,
};

function inspect(source: string, value: string): ReturnType<typeof detection.inspect> {
  const call: CodeCall = { kind: 'code', source, form: 'script' };
  return detection.inspect(call, inputsOf({ query: { q: value } }));
}

function compiles(source: string): boolean {
  try {
    return new Script(source) instanceof Script;
  } catch {
    return false;
  }
}

function measureFalseAlarms(): number {
  const folder =
    process.env['CASTELLAN_CORPORA'] ??
    new URL('../../../shared/corpora', import.meta.url).pathname;
  const file = `${folder}/benign.jsonl.gz`;
  if (!existsSync(file)) {
    console.log(`no corpus at ${file}: false alarms not measured (set CASTELLAN_CORPORA)`);
    return 0;
  }
  const rows = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  const texts = rows.map((row) => (JSON.parse(row) as { payload: string }).payload);
  let alarms = 0;
  for (const [name, sink] of Object.entries(correct)) {
    const counts = { attack: 0, weakness: 0, invalid: 0 };
    for (const text of texts) {
      const source = sink(text);
      if (!compiles(source)) counts.invalid++;
      const verdict = inspect(source, text);
      if (verdict === undefined) continue;
      counts[verdict.outcome]++;
      console.log(`  ${verdict.outcome}: ${name}: ${json(text).slice(0, 90)} (${verdict.reason})`);
    }
    alarms += counts.attack + counts.weakness;
    console.log(`${name}: ${texts.length} texts`, counts);
  }
  return alarms;
}

function measureRecall(sinks: typeof places, payloads: (place: string) => readonly string[]): void {
  for (const [name, sink] of Object.entries(sinks)) {
    const counts = { attack: 0, weakness: 0, none: 0, 'no valid code': 0, 'of these attack': 0 };
    for (const payload of payloads(name)) {
      const source = sink(payload);
      const outcome = inspect(source, payload)?.outcome;
      if (!compiles(source)) {
        counts['no valid code']++;
        if (outcome === 'attack') counts['of these attack']++;
        continue;
      }
      counts[outcome ?? 'none']++;
      if (outcome !== 'attack') console.log(`  ${outcome ?? 'none'}: ${json(source)}`);
    }
    console.log(`${name}:`, counts);
  }
}

const alarms = measureFalseAlarms();
console.log(`\n${expressions.length} expressions, ${breakOuts.length} break-outs`);
measureRecall(places, () => expressions);
measureRecall(quotedPlaces, (place) => {
  const quote = /['"`]$/.exec(place)?.[0] ?? '"';
  const other = quote === "'" ? '"' : "'";
  return breakOuts.map((text) => text.replaceAll(other, '`').replaceAll('§', quote));
});
process.exitCode = alarms > 0 ? 1 : 0;
