import type { UnreadCase } from '../../detection-case.ts';
import type { PathCall } from '../../sink-call.ts';

const cwd = '/srv/app';

function read(path: string, joined?: readonly string[]): PathCall {
  const call: PathCall = { kind: 'path', path, operation: 'read', cwd };
  return joined === undefined ? call : { ...call, joined };
}

const idea = 'CWE-770 used to hide CWE-22: padding before the value that harms';

export const unreadCases: readonly UnreadCase<PathCall>[] = [
  { name: 'up to the system', expect: 'attack', call: read(`${cwd}/up/../../../etc/hosts`), idea },
  { name: 'from the working directory', expect: 'attack', call: read('../../etc/hosts'), idea },
  {
    name: 'eaten by a join',
    expect: 'attack',
    call: read('/etc/hosts', ['/srv/up', '../../etc/hosts']),
    idea,
  },
  { name: 'the file of accounts', expect: 'attack', call: read('/etc/passwd'), idea },
  {
    name: 'the settings of the process',
    expect: 'attack',
    call: read('/proc/self/environ'),
    idea,
  },
  {
    name: 'static dots',
    expect: 'benign',
    call: read(`${cwd}/src/../views/page.html`),
    idea: 'templates beside the sources',
  },
  {
    name: 'a neighbour of the app',
    expect: 'benign',
    call: read(`${cwd}/../shared/logo.png`),
    idea: 'folders shared by several apps',
  },
  {
    name: 'dots within one directory of the system',
    expect: 'benign',
    call: read('/usr/lib/node_modules/a/lib/../data.json'),
    idea: 'packages that are installed for all',
  },
  {
    name: 'certificates',
    expect: 'benign',
    call: read('/etc/ssl/certs/ca-certificates.crt'),
    idea: 'TLS clients',
  },
  {
    name: 'a temporary file',
    expect: 'benign',
    call: read('/tmp/upload-1/a.png'),
    idea: 'uploads',
  },
];
