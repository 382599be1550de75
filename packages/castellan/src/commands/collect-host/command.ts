import { archiveOf, collectors, evidenceNamesOf, Session } from '@castellan/check';
import { safeJson } from '@castellan/core';
import { parseFlags } from '../../parse-flags.ts';
import type { Command } from '../command.ts';
import { hostAt } from '../check-host/host-at.ts';

/** Writes the evidence of a host, to be judged elsewhere. */
export const collectHost: Command = {
  name: 'collect host',
  summary: 'Write what check host would look at as one JSON file, to be judged elsewhere',
  usage: `[ssh://USER@HOST]

  ssh://USER@HOST  the host; left out: this one

  Holds names of accounts, programs, packages and ports, and how passwords are stored; never a password, its hash,
  a private key or what stands in the environment of a process.`,
  examples: [
    'sudo castellan collect host > host.json',
    'castellan check host --evidence host.json',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const [first, ...others] = argv;
  const place = first === undefined || first.startsWith('-') ? undefined : first;
  parseFlags(place === undefined ? argv : others, {});
  const { source, close } = await hostAt(place);
  try {
    const session = new Session(source);
    const archive = await archiveOf(
      source.name,
      (name) => session.ask<unknown>(collectors[name]),
      false,
      evidenceNamesOf('host'),
    );
    process.stdout.write(`${safeJson(archive)}\n`);
    return 0;
  } finally {
    close();
  }
}
