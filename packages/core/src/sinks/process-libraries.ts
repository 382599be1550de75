import { type SinkApi, type SinkLibrary, supportedNodeVersions } from './sink-library.ts';

const shell = (name: string, argument: string): SinkApi => ({ name, kind: 'shell', argument });
const program = (name: string): SinkApi => ({
  name,
  kind: 'program',
  argument: 'first argument: the program; second: its arguments',
});
const commandLine = 'first argument: the command line';
const withShell = 'program and arguments, joined to a command line when the shell option is set';

/** What starts other programs. */
export const processLibraries: readonly SinkLibrary[] = [
  {
    name: 'node:child_process',
    versions: supportedNodeVersions,
    apis: [
      shell('exec', commandLine),
      shell('execSync', commandLine),
      shell('spawn', withShell),
      shell('spawnSync', withShell),
      shell('execFile', withShell),
      shell('execFileSync', withShell),
      program('spawn'),
      program('spawnSync'),
      program('execFile'),
      program('execFileSync'),
      program('fork'),
    ],
  },
  {
    name: 'shelljs',
    versions: '>=0.8.0 <1.0.0',
    apis: [shell('exec', commandLine)],
    through: ['node:child_process'],
  },
  {
    name: 'cross-spawn',
    versions: '^7.0.0',
    apis: [program('spawn'), program('spawn.sync')],
    through: ['node:child_process'],
  },
  {
    name: 'execa',
    versions: '>=5.0.0 <11.0.0',
    apis: [program('execa'), program('execaSync'), shell('execa', withShell)],
    through: ['node:child_process'],
  },
];
