/** How a program is told what to hand to a shell. */
interface CommandOptions {
  /** The next argument is the command. */
  readonly before?: RegExp;
  /** The rest of the same argument is the command. */
  readonly within?: RegExp;
}

const likeSu: CommandOptions = {
  before: /^(?:-[A-Za-z]*c|--command|--session-command)$/,
  within: /^(?:-[A-Za-bd-z]*c(?=.)|--(?:session-)?command=)/,
};
/** Settings of ssh that name a command (ssh_config(5)). */
const ssh: CommandOptions = {
  within: /^(?:-o ?)?(?:proxy|local|remote|knownhosts)command[= ]/i,
};

// Sources: each program's manual; git-config(1) for the settings that git runs.
const programs: ReadonlyMap<string, CommandOptions> = new Map([
  ['su', likeSu],
  ['runuser', likeSu],
  ['script', likeSu],
  ['flock', likeSu],
  ['sg', likeSu],
  ['ssh', ssh],
  ['scp', ssh],
  ['sftp', ssh],
  ['env', { before: /^(?:-S|--split-string)$/, within: /^(?:-S(?=.)|--split-string=)/ }],
  [
    'tar',
    {
      before: /^--(?:to-command|info-script|new-volume-script)$/,
      within: /^--(?:to-command|info-script|new-volume-script|checkpoint-action=exec)=/,
    },
  ],
  ['split', { before: /^--filter$/, within: /^--filter=/ }],
  [
    'git',
    {
      within:
        /^(?:core\.(?:sshcommand|pager|editor|fsmonitor|gitproxy|askpass)|alias\.[\w-]+|credential\.helper|[\w.-]+\.(?:cmd|textconv|command|driver|clean|smudge))=!?/i,
    },
  ],
]);

/** Commands in the options of `[…, program, ...arguments]`, each with the index of its argument. */
export function commandsInOptions(
  argv: readonly string[],
  program: number,
  name: string,
): readonly { readonly text: string; readonly at: number }[] {
  const options = programs.get(name);
  if (options === undefined) return [];
  const found: { text: string; at: number }[] = [];
  for (let at = program + 1; at < argv.length; at++) {
    const word = argv[at] as string;
    const next = argv[at + 1];
    if (options.before?.test(word) === true && next !== undefined) {
      found.push({ text: next, at: ++at });
      continue;
    }
    const mark = options.within?.exec(word)?.[0];
    if (mark !== undefined) found.push({ text: word.slice(mark.length), at });
  }
  return found;
}
