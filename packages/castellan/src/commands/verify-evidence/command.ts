import { readFileSync } from 'node:fs';
import { verifyEvidence } from '@castellan/core/evidence';
import { escapeUnsafe } from '@castellan/core';
import { UsageError } from '../../usage-error.ts';
import { parseFlags } from '../../parse-flags.ts';
import type { Command } from '../command.ts';

/** Checks a pack of evidence that the team's console gave out, or `castellan check --evidence-pack` wrote. */
export const verifyEvidenceCommand: Command = {
  name: 'verify-evidence',
  summary: 'Check that a pack of evidence is whole and unchanged, and who signed it',
  usage: `FILE [--key KEY]

  --key KEY   the public key of the console, as its page on compliance shows it, or of whoever ran
              castellan check: without it the pack is shown to be unchanged, but not by whom

  Ends in 0 when the pack is whole, 1 when it is not, 2 when the command line makes no sense.`,
  examples: [
    'castellan verify-evidence castellan-evidence-2026-01-01-2026-12-31.jsonl',
    'castellan verify-evidence pack.jsonl --key 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  ],
  run,
};

function run(argv: readonly string[]): Promise<number> {
  const [file, ...rest] = argv;
  if (file === undefined || file.startsWith('-'))
    throw new UsageError('which file? castellan verify-evidence FILE');
  const { key } = parseFlags(rest, { key: { type: 'string' } });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const verified = verifyEvidence(text, key);
  if (!verified.ok) {
    process.stderr.write(`castellan: ${file}: ${verified.problem}\n`);
    return Promise.resolve(1);
  }
  const { from, until, madeAt } = (verified.first ?? {}) as Record<string, unknown>;
  const counts = [...verified.counts]
    .filter(([type]) => type !== 'header' && type !== 'signature')
    .map(([type, count]) => `  ${escapeUnsafe(type)}: ${count}\n`);
  const whose = key === undefined ? ' (compare it with the one that the console shows)' : '';
  process.stdout.write(
    `${file}: whole and unchanged\n` +
      `  from ${shown(from)} until ${shown(until)}, made at ${shown(madeAt)}\n` +
      `${counts.join('')}  signed with ${verified.publicKey}${whose}\n`,
  );
  return Promise.resolve(0);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? escapeUnsafe(value) : 'not said';
}
