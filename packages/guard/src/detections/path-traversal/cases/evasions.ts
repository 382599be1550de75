import type { DetectionCase } from '../../detection-case.ts';
import type { PathCall } from '../../sink-call.ts';
import { casesFrom, windows } from './build.ts';

const q = (f: string) => ({ query: { f } });

/** Ways past this detection, found by attacking it. */
const attacks = casesFrom('attack', [
  [
    'a file URL in capital letters',
    q('FILE:///etc/shadow'),
    '/etc/shadow',
    'URL standard: schemes fold case',
  ],
  [
    'a file URL with a tab in its scheme',
    q('fi\tle:///etc/shadow'),
    '/etc/shadow',
    'URL standard: tabs and line ends are dropped',
  ],
  ['a root path that ends in a dot', q('/etc/shadow/.'), '/etc/shadow', 'path.normalize'],
  [
    'a doubled slash behind a route',
    { path: '/files//etc/shadow' },
    '/etc/shadow',
    'what a router leaves is absolute, CWE-36',
  ],
  [
    'a file URL with a drive',
    q('file:///C:/windows/win.ini'),
    'C:/windows/win.ini',
    'fileURLToPath on Windows',
    windows,
  ],
  ['a stream of a file', q('app.js::$DATA'), 'C:\\app\\public\\app.js::$DATA', 'CWE-69', windows],
  [
    'a device in front of dots',
    q('CON:../../secret.txt'),
    'C:\\app\\public\\CON:../../secret.txt',
    'CVE-2025-27210, Node.js',
    windows,
  ],
  [
    'a share of the machine itself',
    q('\\\\localhost\\c$\\secret'),
    '\\\\localhost\\c$\\secret',
    'CWE-40',
    windows,
  ],
]);
const weaknesses = casesFrom('weakness', [
  [
    'a directory of the system in front of static text',
    q('/etc'),
    '/etc/nginx/nginx.conf',
    'one name may be the app’s own',
  ],
]);
/** What a user may well send. */
const benign = casesFrom('benign', [
  [
    'a climb that the app encoded',
    q('../../etc/passwd'),
    `/srv/app/cache/${encodeURIComponent('../../etc/passwd')}`,
    'correct escaping',
  ],
  [
    'a climb whose slashes the app replaced',
    q('../../etc/passwd'),
    '/srv/app/cache/..-..-etc-passwd',
    'correct escaping',
  ],
  ['a climb cut to its name', q('../../etc/passwd'), '/srv/app/public/passwd', 'path.basename'],
  [
    'a root path kept below a directory',
    q('/etc/passwd'),
    '/srv/app/public//etc/passwd',
    'concatenation',
  ],
  [
    'a doubled slash kept below a directory',
    { path: '/files//a/b.txt' },
    '/srv/app/public/a/b.txt',
    'URL paths',
  ],
  [
    'names of dots and words',
    q('v1..2/a..b.txt'),
    '/srv/app/uploads/v1..2/a..b.txt',
    'dots within names',
  ],
  [
    'a text about files',
    { body: { text: 'see ../README.md' } },
    '/srv/app/README.md',
    'documentation',
  ],
  ['a drive’s own colon', { query: { f: 'a.txt' } }, 'C:\\app\\files\\a.txt', 'drives', windows],
  [
    'a time with colons, escaped',
    q('12:30:00'),
    'C:\\app\\files\\12-30-00.log',
    'correct escaping',
    windows,
  ],
  ['a colon on POSIX', q('a:b'), '/srv/app/files/a:b', 'colons are letters there'],
  ['a file URL of the app', q('file:///srv/other/x'), '/srv/app/data/x', 'only the name was used'],
]);

export const evasions: readonly DetectionCase<PathCall>[] = [...attacks, ...weaknesses, ...benign];
