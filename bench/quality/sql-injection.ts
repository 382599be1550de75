/**
 * False alarms of correctly written SQL sinks, and recall on unescaped concatenation.
 * `node -C castellan-source bench/quality/sql-injection.ts`; samples in CASTELLAN_CORPORA.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadModule, parseSync } from 'libpg-query';
import { inputsOf } from '../../packages/guard/src/context/case-inputs.ts';
import { detection } from '../../packages/guard/src/detections/sql-injection/detector.ts';
import type { SqlCall, SqlDialect } from '../../packages/guard/src/detections/sink-call.ts';

const corpora =
  process.env['CASTELLAN_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora');

interface Sample {
  readonly class?: string;
  readonly label?: string;
  readonly payload: string | readonly { readonly value: string }[];
}

interface Sink {
  readonly name: string;
  readonly dialect: SqlDialect;
  text(value: string): string;
}

const doubled = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const pgLiteral = (value: string): string =>
  value.includes('\\') ? ` E${doubled(value.replaceAll('\\', '\\\\'))}` : doubled(value);
const mysqlMarks: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\u001a': '\\Z',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
};
const mysqlLiteral = (value: string): string =>
  // eslint-disable-next-line no-control-regex -- the characters that the drivers escape
  `'${value.replaceAll(/[\0\b\t\n\r\u001a"'\\]/g, (mark) => mysqlMarks[mark] as string)}'`;
const like = (value: string): string => value.replaceAll(/[\\%_]/g, String.raw`\$&`);
const quotedName = (value: string): string => `"${value.replaceAll('"', '""')}"`;

const safeSinks: readonly Sink[] = [
  {
    name: 'pg escapeLiteral',
    dialect: 'postgresql',
    text: (v) => `SELECT * FROM users WHERE name = ${pgLiteral(v)} AND tenant = 4`,
  },
  {
    name: 'mysql escape',
    dialect: 'mysql',
    text: (v) => `SELECT * FROM users WHERE name = ${mysqlLiteral(v)} AND tenant = 4`,
  },
  {
    name: 'sqlite doubled quotes',
    dialect: 'sqlite',
    text: (v) => `SELECT * FROM users WHERE name = ${doubled(v)} AND state = 'open'`,
  },
  {
    name: 'mssql doubled quotes',
    dialect: 'mssql',
    text: (v) => `SELECT [id] FROM [users] WHERE name = N${doubled(v)} AND state = N'open'`,
  },
  {
    name: 'bound parameter',
    dialect: 'postgresql',
    text: () =>
      `SELECT u.id, u.name, count(*) FROM users u JOIN orders o ON o.user_id = u.id WHERE u.name = $1 AND state IN ('open', 'paid') AND data ->> 'x' = '-' GROUP BY u.id ORDER BY u.name DESC LIMIT 10 -- list\n`,
  },
  {
    name: 'LIKE, escaped pattern',
    dialect: 'postgresql',
    text: (v) => `SELECT * FROM users WHERE name ILIKE ${pgLiteral(`%${like(v)}%`)}`,
  },
  {
    name: 'quoted identifier',
    dialect: 'postgresql',
    text: (v) => `SELECT ${quotedName(v)} FROM t ORDER BY ${quotedName(v)} DESC`,
  },
  {
    name: 'JSON in a literal',
    dialect: 'postgresql',
    text: (v) => `INSERT INTO events (data) VALUES (${pgLiteral(JSON.stringify({ q: v }))}::jsonb)`,
  },
  {
    name: 'IN list',
    dialect: 'mysql',
    text: (v) =>
      `SELECT * FROM t WHERE a IN (${mysqlLiteral('x')}, ${mysqlLiteral(v)}, ${mysqlLiteral(v.slice(0, 20))})`,
  },
  {
    name: "E'' by backslashes",
    dialect: 'postgresql',
    text: (v) =>
      `SELECT * FROM t WHERE a = E'${v.replaceAll(/[\\']/g, String.raw`\$&`)}' OR b = 'it''s'`,
  },
  {
    name: 'multi-line insert',
    dialect: 'sqlite',
    text: (v) =>
      `INSERT INTO t (a, b)\nVALUES\n  (${doubled(v)}, 1),\n  (${doubled(v)}, -1)\n-- done`,
  },
];

const unsafeSinks: readonly Sink[] = [
  { name: 'number', dialect: 'postgresql', text: (v) => `SELECT * FROM users WHERE id = ${v}` },
  {
    name: 'string',
    dialect: 'postgresql',
    text: (v) => `SELECT * FROM users WHERE name = '${v}' AND state = 'open'`,
  },
  {
    name: 'bracketed string',
    dialect: 'postgresql',
    text: (v) => `SELECT * FROM users WHERE (name = '${v}')`,
  },
  {
    name: 'LIKE',
    dialect: 'postgresql',
    text: (v) => `SELECT * FROM users WHERE name LIKE '%${v}%'`,
  },
  {
    name: 'ORDER BY',
    dialect: 'postgresql',
    text: (v) => `SELECT * FROM users ORDER BY ${v} LIMIT 10`,
  },
  {
    name: 'INSERT value',
    dialect: 'postgresql',
    text: (v) => `INSERT INTO users (name, role) VALUES ('${v}', 'user')`,
  },
  {
    name: 'quoted name',
    dialect: 'postgresql',
    text: (v) => `SELECT * FROM users ORDER BY "${v}"`,
  },
];

function samples(file: string): Sample[] {
  const lines = gunzipSync(readFileSync(join(corpora, file)))
    .toString()
    .split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Sample);
}

function outcomeAt(sink: Sink, value: string): 'attack' | 'weakness' | 'none' {
  const call: SqlCall = { kind: 'sql', text: sink.text(value), dialect: sink.dialect };
  return detection.inspect(call, inputsOf({ body: { q: value } }))?.outcome ?? 'none';
}

/** The parse tree with constants and places left out; undefined when the text does not parse. */
function shapeOf(text: string): string | undefined {
  try {
    return JSON.stringify(parseSync(text), (key, value: unknown) =>
      key === 'location' ||
      key === 'stmt_len' ||
      key === 'ival' ||
      key === 'fval' ||
      key === 'sval' ||
      key === 'A_Const'
        ? '-'
        : value,
    );
  } catch {
    return undefined;
  }
}

function measureFalseAlarms(): void {
  const values = samples('benign.jsonl.gz').map(({ payload }) => payload as string);
  const rows = safeSinks.map((sink) => {
    const row = { sink: sink.name, values: values.length, attacks: 0, weaknesses: 0 };
    for (const value of values) {
      const outcome = outcomeAt(sink, value);
      if (outcome === 'attack') row.attacks += 1;
      if (outcome === 'weakness') row.weaknesses += 1;
      if (outcome !== 'none' && process.argv.includes('--show')) {
        console.log(sink.name, outcome, JSON.stringify(value.slice(0, 150)));
      }
    }
    return row;
  });
  console.table(rows);
}

function measureRecall(): void {
  const payloads = new Set<string>();
  for (const file of ['gotestwaf.jsonl.gz', 'crs.jsonl.gz']) {
    for (const { class: name, label, payload } of samples(file)) {
      if (name !== 'sqli' || (label !== undefined && label !== 'attack')) continue;
      const values =
        typeof payload === 'string' ? [payload] : (payload ?? []).map(({ value }) => value);
      for (const value of values) if (typeof value === 'string') payloads.add(value);
    }
  }
  const rows = unsafeSinks.map((sink) => {
    const plain = new Set(['5', 'x'].map((value) => shapeOf(sink.text(value))));
    const row = { sink: sink.name, payloads: payloads.size, changed: 0, attacks: 0, weaknesses: 0 };
    for (const payload of payloads) {
      const shape = shapeOf(sink.text(payload));
      if (shape === undefined || plain.has(shape)) continue;
      row.changed += 1;
      const outcome = outcomeAt(sink, payload);
      if (outcome === 'attack') row.attacks += 1;
      else if (outcome === 'weakness') row.weaknesses += 1;
      if (outcome !== 'attack' && process.argv.includes('--show')) {
        console.log('not an attack:', sink.name, outcome, JSON.stringify(payload.slice(0, 150)));
      }
    }
    return row;
  });
  console.table(rows);
}

if (existsSync(corpora)) {
  await loadModule();
  measureFalseAlarms();
  measureRecall();
} else console.log(`No samples at ${corpora}: set CASTELLAN_CORPORA.`);
