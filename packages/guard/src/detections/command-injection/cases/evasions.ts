import {
  cmd,
  commandCases,
  posix,
  powershell,
  program,
  type CommandCase,
} from '../../case-calls.ts';

const q = (value: string) => ({ query: { q: value } });

const otherReaders = commandCases('attack', [
  [
    'env sets a library to load',
    q('LD_PRELOAD=/tmp/x.so'),
    posix('env LD_PRELOAD=/tmp/x.so ls'),
    'ld.so(8); CWE-426',
  ],
  [
    'env sets a library for a program',
    q('LD_PRELOAD=/tmp/x.so'),
    program('env', 'LD_PRELOAD=/tmp/x.so', 'ls'),
    'ld.so(8); CWE-426',
  ],
  [
    'env splits a string into a command',
    q('sh -c id'),
    posix("env -S 'sh -c id' ls"),
    'env(1), --split-string',
  ],
  [
    'a shell with a start-up file',
    q('$(id)'),
    posix("bash --rcfile /dev/null -c 'ls $(id)'"),
    'bash(1)',
  ],
  ['su takes a command in one word', q('a;id'), posix("su bob --command='ls a;id'"), 'su(1)'],
  ['su takes an attached command', q('a;id'), posix("su -c'ls a;id' bob"), 'su(1)'],
  [
    'script takes a command in a cluster',
    q('a;id'),
    posix("script -qc 'ls a;id' /dev/null"),
    'script(1)',
  ],
  ['a trap', q('a;id'), posix("trap 'rm a;id' EXIT"), 'POSIX.1-2024, trap'],
  [
    'parallel gives its words to a shell',
    q('a;id'),
    posix("parallel 'cat a;id' ::: x"),
    'parallel(1)',
  ],
  ['tmux starts a shell', q('a;id'), posix("tmux new-session -d 'cat a;id'"), 'tmux(1)'],
  [
    'tar runs a command a member',
    q('a;id'),
    program('tar', '--to-command', 'cat a;id', '-xf', 'x.tar'),
    'tar(1), --to-command',
  ],
  [
    'tar runs a command at a checkpoint',
    q('a;id'),
    posix("tar cf x.tar --checkpoint-action=exec='echo a;id' d"),
    'GTFOBins, tar',
  ],
  [
    'git runs its ssh command by a shell',
    q('a;id'),
    program('git', '-c', 'core.sshCommand=ssh -i a;id', 'fetch'),
    'git-config(1), core.sshCommand',
  ],
  [
    'ssh runs a proxy command by a shell',
    q('a;id'),
    program('ssh', '-o', 'ProxyCommand=nc a;id 22', 'host'),
    'ssh_config(5), ProxyCommand',
  ],
  [
    'node takes code behind another option',
    q('a");g("'),
    posix(`node -r dotenv -e 'f("a");g("")'`),
    'Node.js, command-line options',
  ],
  [
    'kubectl starts a shell',
    q('a;id'),
    posix("kubectl exec pod -- sh -c 'cat a;id'"),
    'kubectl exec',
  ],
]);

const throughInput = commandCases('attack', [
  [
    'a pipe into a shell',
    q('a;id'),
    posix('echo "a;id" | sh'),
    'commands on standard input, CWE-78',
  ],
  [
    'a pipe into a shell of another user',
    q('a;id'),
    posix("printf 'a;id' | sudo bash -s"),
    'commands on standard input, CWE-78',
  ],
  [
    'a here-document read by a shell',
    q('a;id'),
    posix("sh <<'EOF'\ncat a;id\nEOF"),
    'POSIX.1-2024, 2.7.4',
  ],
  [
    'a here-document read by a shell far away',
    q('a;id'),
    posix('ssh host <<EOF\ncat a;id\nEOF'),
    'deployment scripts',
  ],
  [
    'a here-string read by a shell',
    q('a;id'),
    posix("bash <<< 'cat a;id'"),
    'bash(1), here strings',
  ],
  [
    'the end of a here-document',
    q('x\nEOF\nid'),
    posix("cat <<'EOF'\nx\nEOF\nid\nEOF"),
    'POSIX.1-2024, 2.7.4',
  ],
  [
    'an array subscript that is evaluated',
    q('a[$(id)]'),
    posix('echo $((a[$(id)]))'),
    'bash(1), arithmetic evaluation',
  ],
  [
    'a substitution behind a mark that the app replaced',
    q('a;id $(id)'),
    posix('ls a id $(id)'),
    'semicolons replaced by blanks',
  ],
  [
    'quotes stripped off a substitution',
    q('"$(id -un)"'),
    posix('ls $(id -un)'),
    'quotes removed in place of escaping',
  ],
]);

const onWindows = commandCases('attack', [
  [
    'cmd takes the outer quotes away',
    q('a&calc'),
    program('cmd.exe', '/d', '/s', '/c', '"dir a&calc"'),
    'cmd /?, the rule for /s',
  ],
  [
    'PowerShell takes UTF-16 in base64',
    q('a;calc'),
    program('pwsh', '-EncodedCommand', Buffer.from('gc a;calc', 'utf16le').toString('base64')),
    'about_pwsh, -EncodedCommand',
  ],
  [
    'PowerShell takes its first argument for a command',
    q('a;calc'),
    program('powershell.exe', '-NoProfile', 'gc a;calc'),
    'about_powershell_exe',
  ],
  [
    'PowerShell evaluates a string',
    q('a;calc'),
    powershell("iex 'gc a;calc'"),
    'Invoke-Expression',
  ],
  ['cmd within PowerShell', q('a&calc'), powershell('cmd /c "dir a&calc"'), 'nested readers'],
  [
    'a variable’s slice gives a quote',
    q('%CMDCMDLINE:~-1%&calc'),
    cmd('dir "%CMDCMDLINE:~-1%&calc"'),
    'CVE-2024-27980, BatBadBut',
  ],
]);

/** Ways past a reader of commands, found by attacking this detection or told by others. */
export const evasions: readonly CommandCase[] = [...otherReaders, ...throughInput, ...onWindows];
