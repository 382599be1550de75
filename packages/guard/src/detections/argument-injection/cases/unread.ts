import { posix, program } from '../../case-calls.ts';
import type { UnreadCase } from '../../detection-case.ts';
import type { ProgramCall, ShellCall } from '../../sink-call.ts';

type Row = readonly [name: string, call: ProgramCall | ShellCall];

function rows(
  expect: UnreadCase['expect'],
  idea: string,
  all: readonly Row[],
): UnreadCase<ProgramCall | ShellCall>[] {
  return all.map(([name, call]) => ({ name, expect, call, idea }));
}

export const unreadCases: readonly UnreadCase<ProgramCall | ShellCall>[] = [
  ...rows('attack', 'CWE-770 used to hide CWE-88: padding before the value that harms', [
    ['a program to run on upload', program('git', 'clone', '--upload-pack=touch /tmp/x', 'a')],
    ['an option that stands last', program('curl', '-s', '--remote-name')],
    ['letters with their value', program('curl', '-s', '-o/srv/www/x.php')],
    ['a command as address', program('git', 'clone', 'ext::sh -c id', 'folder')],
    ['a file of the system as address', program('curl', 'file:///etc/passwd')],
    ['within quotes of a shell', posix("tar xf a.tar '--to-command=id'")],
  ]),
  ...rows('benign', 'programs that apps start with what was uploaded', [
    ['option and value apart', program('curl', '-s', '-o', '/tmp/a', 'https://example.com/')],
    ['films through pipes', program('ffmpeg', '-i', 'pipe:0', '-f', 'mp4', 'pipe:1')],
    ['harmless options', program('git', 'log', '--oneline', '-n', '5')],
    ['two dashes before what is sent', program('git', 'clone', '--', '--upload-pack=x')],
    ['a program that nobody knows', program('resize', '--output=/tmp/a.png')],
    ['a command line', posix('convert in.png -resize 50% out.png')],
  ]),
];
