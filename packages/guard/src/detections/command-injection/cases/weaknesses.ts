import type { DetectionCase } from '../../detection-case.ts';
import type { ProgramCall, ShellCall } from '../../sink-call.ts';
import { cmd, posix, program } from '../../case-calls.ts';

export const weaknesses: readonly DetectionCase<ShellCall | ProgramCall>[] = [
  {
    name: 'a file name unquoted',
    expect: 'weakness',
    request: { query: { f: 'report-1.txt' } },
    call: posix('wc -l report-1.txt'),
    idea: 'ShellCheck SC2086',
  },
  {
    name: 'a host unquoted',
    expect: 'weakness',
    request: { body: { h: 'www.example.com' } },
    call: posix('ping -c 1 www.example.com'),
    idea: 'ShellCheck SC2086',
  },
  {
    name: 'a host with a line end behind it, last in the command',
    expect: 'weakness',
    request: { body: { h: '8.8.8.8\n' } },
    call: posix('ping -c 1 8.8.8.8\n'),
    idea: 'values of a text area end in a line break',
  },
  {
    name: 'a path unquoted',
    expect: 'weakness',
    request: { query: { f: '/srv/files/a.txt' } },
    call: posix('wc -l /srv/files/a.txt'),
    idea: 'ShellCheck SC2086',
  },
  {
    name: 'two words unquoted',
    expect: 'weakness',
    request: { query: { f: 'my report' } },
    call: posix('wc -l my report'),
    idea: 'ShellCheck SC2086',
  },
  {
    name: 'an e-mail address unquoted',
    expect: 'weakness',
    request: { body: { to: 'ann@shop.example' } },
    call: posix('sendmail ann@shop.example'),
    idea: 'ShellCheck SC2086',
  },
  {
    name: 'a word that the user quoted',
    expect: 'weakness',
    request: { query: { q: '"two words"' } },
    call: posix('grep "two words" notes'),
    idea: 'search syntax',
  },
  {
    name: 'a Windows path in unescaped double quotes',
    expect: 'weakness',
    request: { body: { p: '\\\\srv\\share' } },
    call: posix('echo "\\\\srv\\share"'),
    idea: 'POSIX.1-2024, 2.2.3',
  },
  {
    name: 'a file name unquoted in a nested shell',
    expect: 'weakness',
    request: { query: { f: 'a-1.txt' } },
    call: posix('sh -c "wc -l a-1.txt"'),
    idea: 'nested shells',
  },
  {
    name: 'a redirection target unquoted',
    expect: 'weakness',
    request: { body: { f: 'out-1.txt' } },
    call: posix('date > out-1.txt'),
    idea: 'ShellCheck SC2086',
  },
  {
    name: 'part of a program name',
    expect: 'weakness',
    request: { params: { job: 'night-ly' } },
    call: posix('./jobs/night-ly.sh now'),
    idea: 'CWE-114',
  },
  {
    name: 'a plain program name',
    expect: 'weakness',
    request: { body: { tool: 'convert' } },
    call: program('convert', 'a.png'),
    idea: 'chance equality',
  },
  {
    name: 'a host unquoted in cmd.exe',
    expect: 'weakness',
    request: { query: { h: 'www.example.com' } },
    call: cmd('ping www.example.com'),
    idea: 'cmd.exe reference',
  },
  {
    name: 'a bare number in code',
    expect: 'weakness',
    request: { query: { n: '-1.5' } },
    call: program('node', '-e', 'f(-1.5)'),
    idea: 'CWE-94',
  },
];
