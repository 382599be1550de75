import { readFileSync } from 'node:fs';
import { parseReplayFile, replayAll, type ReplayFile, type ReplayOptions } from '@castellan/check';
import { escapeUnsafe } from '@castellan/core';
import { UsageError } from '../../usage-error.ts';

const exitCodes = { closed: 0, open: 1, unseen: 3 } as const;
const says = {
  closed: 'is closed',
  open: 'is OPEN',
  unseen: 'was not seen: the app did not answer',
} as const;

/** The hole in a file. Throws `UsageError` where there is none. */
export function replayIn(file: string): ReplayFile {
  try {
    return parseReplayFile(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--replay ${file}: ${(error as Error).message}`);
  }
}

/** Sends one hole's requests again, says whether it is still open, and resolves to the exit code. */
export async function replayOne(
  { hole, curl }: ReplayFile,
  options: ReplayOptions,
): Promise<number> {
  if (hole.oracle.by === 'verdict' && options.sensor === undefined)
    throw new UsageError(
      'this hole shows inside of the app only: start it with -- COMMAND, or give --sensor with --url',
    );
  const [replayed] = await replayAll([hole], options);
  const outcome = replayed?.outcome ?? 'unseen';
  const { kind, method, route, input } = hole;
  const what = `${kind} at ${method} ${route}${input === undefined ? '' : `, ${input}`}`;
  const lines = [`${what} ${says[outcome]}`, ...(outcome === 'open' ? [hole.reason, ...curl] : [])];
  process.stdout.write(`${lines.map(escapeUnsafe).join('\n')}\n`);
  return exitCodes[outcome];
}
