import { bench, group, run } from 'mitata';
import { inputsOf } from '../../context/case-inputs.ts';
import { detection } from './detector.ts';
import { tokenize } from './lexer/tokenizer.ts';

const line =
  'if (row["id"] !== undefined) { out.push(escape(row["id"] / 2), `a ${row.name}`); } // row\n';
const source = line.repeat(100);
const form = 'script';

group('10 KB of generated code', () => {
  const away = inputsOf({ query: { q: "it's not there" } });
  const inside = inputsOf({ query: { q: 'no (harm)' } });
  const text = `${source}post("no (harm)")`;
  bench('no input occurs', () => detection.inspect({ kind: 'code', source, form }, away));
  bench('one input inside a literal', () =>
    detection.inspect({ kind: 'code', source: text, form }, inside));
  bench('tokens only', () => tokenize(source, form));
});

group('100 KB hostile', () => {
  for (const piece of ['/', '[/', '`${', '((', '\\u{', "'\\"]) {
    const hostile = piece.repeat(100_000 / piece.length);
    const inputs = inputsOf({ query: { q: hostile.slice(0, 2_000) } });
    bench(JSON.stringify(piece), () =>
      detection.inspect({ kind: 'code', source: hostile, form }, inputs),
    );
  }
});

await run();
