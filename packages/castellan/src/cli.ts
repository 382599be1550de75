import { nearest } from '@castellan/core';
import { accept } from './commands/accept/command.ts';
import { advisoriesFetch } from './commands/advisories-fetch/command.ts';
import { backupVerify } from './commands/backup-verify/command.ts';
import { attest } from './commands/attest/command.ts';
import { check } from './commands/check/command.ts';
import { checkDomain } from './commands/check-domain/command.ts';
import { checkHost } from './commands/check-host/command.ts';
import { checkImage } from './commands/check-image/command.ts';
import { checkSite } from './commands/check-site/command.ts';
import { collectHost } from './commands/collect-host/command.ts';
import { collect } from './commands/collect/command.ts';
import { attack } from './commands/attack/command.ts';
import type { Command } from './commands/command.ts';
import { doctor } from './commands/doctor/command.ts';
import { drill } from './commands/drill/command.ts';
import { explain } from './commands/explain/command.ts';
import { guardTail } from './commands/guard-tail/command.ts';
import { init } from './commands/init/command.ts';
import { run } from './commands/run/command.ts';
import { verifyEvidenceCommand } from './commands/verify-evidence/command.ts';
import { watch } from './commands/watch/command.ts';
import { watchBackup } from './commands/watch-backup/command.ts';
import { watchRestore } from './commands/watch-restore/command.ts';
import { commandHelp, overview } from './help.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** Every command, in the order of the help page. */
export const commands: readonly Command[] = [
  init,
  check,
  checkSite,
  checkHost,
  checkDomain,
  checkImage,
  advisoriesFetch,
  attack,
  explain,
  accept,
  attest,
  collect,
  collectHost,
  backupVerify,
  run,
  doctor,
  guardTail,
  drill,
  watch,
  watchBackup,
  watchRestore,
  verifyEvidenceCommand,
];

const exitCode = { done: 0, failed: 1, misused: 2 } as const;

/** Runs one command line, without `node` and the script's name; resolves to the exit code. */
export async function main(
  argv: readonly string[],
  table: readonly Command[] = commands,
): Promise<number> {
  try {
    return await dispatch(argv, table);
  } catch (error) {
    if (error instanceof UsageError) return misused(error.message, findCommand(argv, table));
    process.stderr.write(`castellan: ${error instanceof Error ? error.message : String(error)}\n`);
    return exitCode.failed;
  }
}

async function dispatch(argv: readonly string[], table: readonly Command[]): Promise<number> {
  const [first = '--help', ...others] = argv;
  if (first === '--version' || first === '-v') return print(`${version()}\n`);
  if (isHelp(first) && others.length === 0) return print(overview(table));
  const wanted = isHelp(first) ? others : argv;
  const command = findCommand(wanted, table);
  if (command === undefined) throw new UsageError(unknownCommand(wanted, table));
  const rest = wanted.slice(command.name.split(' ').length);
  // Only right after the name: later words may belong to a program that the command starts.
  if (isHelp(first) || isHelp(rest[0])) return print(commandHelp(command));
  return command.run(rest);
}

function isHelp(word: string | undefined): boolean {
  return word === '--help' || word === '-h' || word === 'help';
}

function findCommand(argv: readonly string[], table: readonly Command[]): Command | undefined {
  const fitting = table.filter(({ name }) =>
    name.split(' ').every((word, index) => argv[index] === word),
  );
  // `check site` is more than `check`.
  return fitting.sort((a, b) => b.name.length - a.name.length)[0];
}

function unknownCommand(argv: readonly string[], table: readonly Command[]): string {
  const words = argv.filter((word) => !word.startsWith('-'));
  const names = table.map(({ name }) => name);
  const within = names.filter((name) => name.startsWith(`${words[0]} `));
  const meant =
    nearest(words.slice(0, 2).join(' '), names) ?? nearest(words[0] ?? '', names) ?? within[0];
  const shown = words.slice(0, within.length > 0 ? 2 : 1).join(' ') || argv[0];
  return `unknown command ${JSON.stringify(shown)}${meant === undefined ? '' : `; did you mean castellan ${meant}?`}`;
}

function misused(message: string, command: Command | undefined): number {
  const page = command === undefined ? 'castellan --help' : `castellan ${command.name} --help`;
  process.stderr.write(`castellan: ${message}\nSee ${page}\n`);
  return exitCode.misused;
}

function print(text: string): number {
  process.stdout.write(text);
  return exitCode.done;
}
