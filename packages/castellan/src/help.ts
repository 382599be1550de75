import type { Command } from './commands/command.ts';

/** The page of `castellan --help`. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `castellan: the keeper of a Node.js team's castle

Usage: castellan <command> [flags]

Commands:
${rows.join('\n')}

  castellan <command> --help   flags and examples of a command
  castellan --version          the version
`;
}

/** The page of `castellan <command> --help`. */
export function commandHelp({ name, summary, usage, examples }: Command): string {
  return `${summary}.

Usage: castellan ${name} ${usage.trim()}

Examples:
${examples.map((example) => `  ${example}`).join('\n')}
`;
}
