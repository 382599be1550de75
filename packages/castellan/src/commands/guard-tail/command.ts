import type { Command } from '../command.ts';
import { parseFlags } from '../../parse-flags.ts';
import { momentBefore } from './since.ts';
import { tail } from './tail.ts';

const defaultFile = '.castellan/findings.ndjson';

/** Shows what guard found, as it happens. */
export const guardTail: Command = {
  name: 'guard tail',
  summary: 'Show attacks and weaknesses that guard found, as they happen',
  usage: `[--file FILE] [--since TIME] [--json] [--no-follow]

  --file FILE   the file that guard writes (default: ${defaultFile})
  --since TIME  begin with what was found within 90s, 15m, 1h or 2d (default: the last 10)
  --json        one JSON object a line instead of text
  --no-follow   show what is there, all of it, and end`,
  examples: [
    'castellan guard tail',
    'castellan guard tail --since 1h',
    'castellan guard tail --json --no-follow | jq .detection',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const flags = parseFlags(argv, {
    file: { type: 'string', default: defaultFile },
    since: { type: 'string' },
    json: { type: 'boolean', default: false },
    follow: { type: 'boolean', default: true },
  });
  const ending = new AbortController();
  process.once('SIGINT', () => ending.abort());
  process.once('SIGTERM', () => ending.abort());
  const since = flags.since === undefined ? undefined : momentBefore(flags.since, Date.now());
  return tail({
    file: flags.file,
    ...(since === undefined ? {} : { sinceMs: since }),
    isJson: flags.json,
    follows: flags.follow,
    signal: ending.signal,
    output: process.stdout,
    notes: process.stderr,
    colours: process.stdout.isTTY && !process.env['NO_COLOR'],
  });
}
