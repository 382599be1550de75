import { archiveOf, collectors, diskSource, evidenceNamesOf, Session } from '@castellan/check';
import { safeJson } from '@castellan/core';
import { advisoriesAt, advisoriesUsage } from '../check/advisories-at.ts';
import { parseFlags } from '../../parse-flags.ts';
import type { Command } from '../command.ts';

/** Writes the evidence of the working directory, to be judged elsewhere. */
export const collect: Command = {
  name: 'collect',
  summary: 'Write what check would look at as one JSON file, to be judged elsewhere',
  usage: `[--with-sources] [--offline]

  --with-sources  take the text of files too, secrets in them included
  --offline       ask nothing of the network
${advisoriesUsage}`,
  examples: ['castellan collect > evidence.json', 'castellan check --evidence evidence.json'],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const flags = parseFlags(argv, {
    'with-sources': { type: 'boolean', default: false },
    offline: { type: 'boolean', default: false },
    advisories: { type: 'string' },
  });
  const advisories = advisoriesAt(flags.advisories, flags.offline);
  const source = { ...diskSource(process.cwd()), advisories };
  const session = new Session(source, { refused: flags.offline ? ['network'] : [] });
  const archive = await archiveOf(
    source.name,
    (name) => session.ask<unknown>(collectors[name]),
    flags['with-sources'],
    evidenceNamesOf('repository'),
  );
  process.stdout.write(`${safeJson(archive)}\n`);
  return 0;
}
