// Loaded into the app that `doctor --run` starts: tells every second, and at the end, what guard covers.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { coverageReport } from '@castellan/guard';
import { ANSWER_FD, type ProbeAnswer } from './answer.ts';

const INTERVAL_MS = 500;

let last = '';

function tell(): void {
  const said: ProbeAnswer = { coverage: coverageReport() };
  const line = JSON.stringify(said);
  if (line === last) return;
  last = line;
  try {
    writeSync(ANSWER_FD, `${line}\n`);
  } catch {
    // The reader is gone; the app must not care.
  }
}

if (isMainThread) {
  setInterval(tell, INTERVAL_MS).unref();
  process.on('exit', tell);
}
