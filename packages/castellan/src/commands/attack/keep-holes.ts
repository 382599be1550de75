import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type AttackRecord,
  curlLine,
  type Hole,
  type KeptHole,
  regressionTest,
  type ReplayFile,
} from '@castellan/check';

/** The test file that a run writes. */
const testFile = 'castellan-attack.test.mjs';

/** Writes a replay of each hole that a machine can send again, and a test of all. Returns how many. */
export function keepHoles(record: AttackRecord, folder: string, how: readonly string[]): number {
  const holes = record.holes.filter(({ oracle }) => oracle.by !== 'sessions');
  if (holes.length === 0) return 0;
  mkdirSync(folder, { recursive: true });
  const kept = holes.map((hole) => keepOne(hole, record.origin, folder));
  writeFileSync(path.join(folder, testFile), regressionTest(kept, how));
  return kept.length;
}

function keepOne(hole: Hole, origin: string, folder: string): KeptHole {
  const { guard: _, ...rest } = hole;
  const name = `${hole.method} ${hole.route} ${hole.input ?? ''}`;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const file = `${hole.kind}-${digest}.json`;
  const curl = hole.requests.map((request) => curlLine(origin, request));
  const content: ReplayFile = { version: 1, curl, hole: rest };
  writeFileSync(path.join(folder, file), `${JSON.stringify(content, undefined, 2)}\n`);
  return { hole, file, curl };
}
