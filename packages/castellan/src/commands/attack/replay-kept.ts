import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseReplayFile, replayAll, type ReplayFile, type ReplayOptions } from '@castellan/check';
import { escapeUnsafe } from '@castellan/core';
import { UsageError } from '../../usage-error.ts';

const says = {
  closed: 'is closed',
  open: 'is OPEN',
  unseen: 'was not seen: the app did not answer',
} as const;
/** What shows inside of the app only. */
const inside: readonly string[] = ['verdict', 'slow-expression'];
type Outcome = keyof typeof says;

/** The holes in these files, and in the files of these folders. Throws `UsageError` where there is none. */
export function replaysIn(places: readonly string[]): readonly ReplayFile[] {
  return places.flatMap((place) => {
    try {
      if (!statSync(place).isDirectory()) return [replayIn(place)];
    } catch (error) {
      throw new UsageError(`--replay ${place}: ${(error as Error).message}`);
    }
    const files = readdirSync(place).filter((name) => name.endsWith('.json'));
    if (files.length === 0) throw new UsageError(`--replay ${place}: no hole is kept there`);
    return files.sort().map((name) => replayIn(path.join(place, name)));
  });
}

function replayIn(file: string): ReplayFile {
  try {
    return parseReplayFile(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--replay ${file}: ${(error as Error).message}`);
  }
}

/** Sends the holes' requests again, says of each whether it is still open, and resolves to the exit code. */
export async function replayKept(
  files: readonly ReplayFile[],
  options: ReplayOptions,
): Promise<number> {
  if (options.sensor === undefined && files.some(({ hole }) => inside.includes(hole.oracle.by)))
    throw new UsageError(
      'such a hole shows inside of the app only: start it with -- COMMAND, or give --sensor with --url',
    );
  if (options.login === undefined && files.some(({ hole }) => hole.oracle.by === 'cross-site'))
    throw new UsageError('such a hole takes a session whose cookies are seen: give --login FILE');
  const replayed = await replayAll(
    files.map(({ hole }) => hole),
    options,
  );
  const outcomes = files.map((file, index) => tell(file, replayed[index]?.outcome ?? 'unseen'));
  if (outcomes.includes('open')) return 1;
  return outcomes.includes('unseen') ? 3 : 0;
}

function tell({ hole, curl }: ReplayFile, outcome: Outcome): Outcome {
  const { kind, method, route, input } = hole;
  const what = `${kind} at ${method} ${route}${input === undefined ? '' : `, ${input}`}`;
  const lines = [`${what} ${says[outcome]}`, ...(outcome === 'open' ? [hole.reason, ...curl] : [])];
  process.stdout.write(`${lines.map(escapeUnsafe).join('\n')}\n`);
  return outcome;
}
