import { bench, run } from 'mitata';
import { inputsOf } from '../../context/case-inputs.ts';
import type { SqlCall } from '../sink-call.ts';
import { detection } from './detector.ts';

function measure(name: string, text: string, body: Record<string, string>): void {
  const call: SqlCall = { kind: 'sql', text, dialect: 'postgresql' };
  const inputs = inputsOf({ body });
  const occurrences = inputs.occurrencesIn(text);
  // The search has a bench of its own; this one measures the judging.
  const found = { ...inputs, occurrencesIn: () => occurrences };
  bench(name, () => detection.inspect(call, found));
}

const columns = Array.from({ length: 80 }, (_, index) => `t.column_${index}`).join(', ');

measure('no occurrence', 'SELECT * FROM t WHERE a = $1', { q: 'x y' });
measure('one literal', "SELECT * FROM t WHERE a = 'hello, world'", { q: 'hello, world' });
measure('1 KB, literal at the end', `SELECT ${columns} FROM t WHERE a = 'x y z'`, { q: 'x y z' });
measure('an attack', "SELECT * FROM t WHERE a = '' or 1=1 --'", { q: "' or 1=1 --" });
measure('hostile: 100 KB of quotes', `SELECT '${"''".repeat(50_000)}'`, { q: "'".repeat(20) });
measure('hostile: 100 KB of backslashes', `SELECT E'${'\\'.repeat(100_000)}'`, { q: '\\\\\\' });
measure('hostile: 100 KB of nested comments', `SELECT ${'/*'.repeat(50_000)}`, { q: '/*/*/*' });

await run();
