import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { Answer, ExpectedFinding } from '../cases/case.ts';
import type { RunningApp } from './app-process.ts';

const MAX_LOOKS = 500;
const BETWEEN_LOOKS_MS = 2;

/** Looks up the finding that a 403 names in the app's log, and compares what it tells. */
export async function assertLogged(
  app: RunningApp,
  answer: Answer,
  expected: ExpectedFinding,
): Promise<void> {
  const { findingId } = JSON.parse(answer.text) as { findingId: string };
  const line = await lineOf(app, findingId);
  const logged = JSON.parse(line) as Record<string, unknown>;
  const told = Object.fromEntries(Object.keys(expected).map((key) => [key, logged[key]]));
  assert.deepEqual(told, expected, line);
}

/** Findings are written after the answer was sent, so the line may still be on its way. */
async function lineOf(app: RunningApp, findingId: string): Promise<string> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const lines = app.output().split('\n').slice(0, -1);
    const line = lines.find((each) => each.includes(findingId));
    if (line !== undefined) return line;
    await setTimeout(BETWEEN_LOOKS_MS);
  }
  assert.fail(`no line of the log names ${findingId}:\n${app.output().slice(-1_500)}`);
}
