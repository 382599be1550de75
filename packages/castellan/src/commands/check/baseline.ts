import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Baseline,
  baselineFile,
  baselineText,
  type CheckReport,
  parseBaseline,
  type Rule,
} from '@castellan/check';
import { UsageError } from '../../usage-error.ts';

/** The baseline that was given, or that in the usual place; undefined where there is none. */
export function baselineAt(given: string | undefined, writes: boolean): Baseline | undefined {
  const file = path.resolve(given ?? baselineFile);
  if (!existsSync(file)) {
    if (given === undefined || writes) return undefined;
    throw new UsageError(`there is no file ${given}; --write-baseline makes it`);
  }
  try {
    return parseBaseline(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} is no baseline: ${(error as Error).message}`);
  }
}

/** Makes all that was found known; resolves to the exit code. */
export function writeBaseline(
  { findings }: CheckReport,
  file: string,
  rules: readonly Rule[],
): number {
  writeFileSync(file, baselineText(findings));
  const count = `${findings.length} findings of ${rules.length} rules`;
  process.stderr.write(`${file}: ${count} are known from now on\n`);
  return 0;
}
