import { describe, it } from 'node:test';
import {
  type Program,
  sameTwice,
} from '../../packages/testkit/src/matrix/transparency/run-twice.ts';
import { everyNode, skipWithoutNode } from '../harness/nodes.ts';
import { isThorough, startOf, tracings } from '../harness/tracing.ts';

/**
 * A program that is traced ends in the same way and writes the same with guard and without: uncaught
 * errors, exit codes, `instanceof`. What tracing changes of that, it changes in both.
 */

const usual: readonly Program[] = [
  { file: 'uncaught', args: ['http later', 'none'] },
  { file: 'uncaught', args: ['promise', 'none'] },
  { file: 'process-end', args: ['exit code 4'] },
  { file: 'identity' },
];
const thorough: readonly Program[] = [
  ...usual,
  { file: 'uncaught', args: ['sync', 'none'] },
  { file: 'uncaught', args: ['timer', 'none'] },
  // Its frames and tracing's are more than ten: see docs/guard/transparency.md on the limit.
  { file: 'uncaught', args: ['http promise', 'none'], flags: ['--stack-trace-limit=50'] },
  { file: 'uncaught', args: ['async', 'none'] },
  { file: 'uncaught', args: ['missing file later', 'none'] },
  { file: 'uncaught', args: ['http', 'handler'] },
  { file: 'uncaught', args: ['http', 'monitor'] },
  { file: 'uncaught', args: ['promise', 'rejection'] },
  { file: 'uncaught', args: ['sync', 'handler that throws'] },
  { file: 'process-end', args: ['by itself'] },
  { file: 'process-end', args: ['exit 3'] },
  { file: 'process-end', args: ['throw in a listener'] },
  { file: 'process-end', args: ['SIGTERM'] },
  { file: 'process-end', args: ['SIGTERM with a listener'] },
];

for (const tracing of tracings)
  for (const at of everyNode()) {
    const skip = skipWithoutNode(at);
    describe(`${tracing.name} on Node.js ${at.major}`, { skip }, () => {
      for (const program of isThorough(at.major) ? thorough : usual)
        it([program.file, ...(program.args ?? [])].join(' '), async () => {
          const flags = [...(program.flags ?? []), '--import', startOf(tracing)];
          const env = { TESTBED_ESM: '1' };
          await sameTwice({ ...program, flags, env, ...(at.path && { node: at.path }) }, 'esm');
        });
    });
  }
