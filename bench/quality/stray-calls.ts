/**
 * False alarms where a call's context is lost and it is held against everybody's inputs: what the app
 * does for itself or for another, while honest requests are in flight that happen to hold words of it.
 * `node -C castellan-source bench/quality/stray-calls.ts`; samples in CASTELLAN_CORPORA.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { inputsOf } from '../../packages/guard/src/context/case-inputs.ts';
import type { Inputs } from '../../packages/guard/src/context/inputs.ts';
import { detections } from '../../packages/guard/src/detections/registry.generated.ts';
import type { SinkCall } from '../../packages/guard/src/detections/sink-call.ts';

const corpora =
  process.env['CASTELLAN_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora');

const sql = [
  "DELETE FROM sessions WHERE expires < now() - interval '1 day'",
  "SELECT id, name FROM users WHERE 1=1 AND state = 'open' ORDER BY name DESC LIMIT 10 OFFSET 20",
  "SELECT * FROM t WHERE a = 'it''s' OR b IN ('x', 'y') AND c LIKE '%a%' -- list",
  "UPDATE jobs SET state = 'done', at = now() WHERE id = 42 AND owner = 'bob@example.com'",
  "INSERT INTO log (level, text) VALUES ('info', 'user logged in'), ('warn', 'a, b; c')",
  'SELECT COUNT(*) FROM a INNER JOIN b ON a.id = b.a_id GROUP BY a.id HAVING COUNT(*) > 1',
  "SELECT CASE WHEN a > 0 THEN 'x' ELSE 'y' END, a || '-' || b FROM t UNION ALL SELECT 1, 2 FROM u",
];
const shell = [
  'git -C /srv/app fetch --all --prune && git -C /srv/app gc --auto',
  'find /tmp/uploads -type f -mtime +1 -name "*.tmp" -delete; echo done',
  "convert in.png -resize '800x600>' out.png | tee log.txt",
  'pg_dump -U app -h localhost db | gzip > "/var/backups/db-$(date +%F).sql.gz"',
  'ps aux | grep node | grep -v grep | wc -l',
  'cd /srv/app && npm ci --omit=dev || exit 1',
  "ls -la /srv/data/* 2>/dev/null; df -h / | tail -1 | awk '{ print $5 }'",
];
const program: [string, string[]][] = [
  ['git', ['log', '--oneline', '-n', '10', '--', 'src']],
  ['ffmpeg', ['-i', 'in.mp4', '-vf', 'scale=640:-1', 'out.mp4']],
  ['curl', ['-s', 'https://example.com/feed.xml', '-o', '/tmp/feed.xml']],
];
const paths = [
  '/srv/app/../shared/config.json',
  '/var/lib/app/uploads/2026/report.pdf',
  './data/users.json',
  '/etc/passwd',
  '/srv/app/public/index.html',
];

const calls: readonly SinkCall[] = [
  ...sql.map((text): SinkCall => ({ kind: 'sql', text, dialect: 'postgresql' })),
  ...shell.map((text): SinkCall => ({ kind: 'shell', text, shell: 'posix' })),
  ...program.map(([file, args]): SinkCall => ({ kind: 'program', file, args })),
  ...paths.map((path): SinkCall => ({ kind: 'path', path, operation: 'read', cwd: '/srv/app' })),
  ...['api.example.com', '127.0.0.1', 'localhost', '10.0.0.7'].map((host): SinkCall => ({
    kind: 'connect',
    host,
    port: 80,
    address: host,
  })),
];

/** What honest people and curious ones send besides the corpus: pieces of what apps write. */
const likely = [
  '1=1',
  "' OR '",
  'order by',
  'select all',
  'a, b',
  "it's",
  'name desc',
  'AND',
  '-- list',
  '&& echo',
  '| grep node',
  '; echo done',
  '-n',
  '--all',
  '*.tmp',
  '/srv/app',
  '$(date)',
  '/etc/passwd',
  '../shared/config.json',
  'index.html',
  'report.pdf',
  './data/users.json',
  'http://localhost/',
  '127.0.0.1',
  'localhost',
  '10.0.0.7',
  'https://example.com/feed.xml',
];

function attacks(call: SinkCall, inputs: readonly Inputs[]): number {
  const judges = detections.filter(({ meta }) => meta.judges.includes(call.kind));
  const isAttack = (one: Inputs): boolean =>
    judges.some((detection) => detection.inspect(call, one)?.outcome === 'attack');
  return inputs.filter(isAttack).length;
}

if (existsSync(corpora)) {
  const lines = gunzipSync(readFileSync(join(corpora, 'benign.jsonl.gz')))
    .toString()
    .split('\n');
  const benign = lines
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { payload: string }).payload);
  const [corpus, pieces] = [benign, likely].map((all) => all.map((q) => inputsOf({ body: { q } })));
  const rows = new Map<string, { calls: number; corpus: number; pieces: number }>();
  for (const call of calls) {
    const row = rows.get(call.kind) ?? { calls: 0, corpus: 0, pieces: 0 };
    rows.set(call.kind, row);
    row.calls += 1;
    row.corpus += attacks(call, corpus ?? []);
    row.pieces += attacks(call, pieces ?? []);
  }
  console.log(
    `each call held against ${benign.length} benign values and ${likely.length} likely pieces:`,
  );
  console.table(Object.fromEntries(rows));
} else console.log(`No samples at ${corpora}: set CASTELLAN_CORPORA.`);
