import type { DetectionCase } from '../../detection-case.ts';
import type { ProgramCall, ShellCall } from '../../sink-call.ts';
import { posix, program } from '../../case-calls.ts';

export const weaknesses: readonly DetectionCase<ShellCall | ProgramCall>[] = [
  {
    name: 'an option of an unknown program',
    expect: 'weakness',
    request: { query: { v: '--verbose=9' } },
    call: program('figlet', '--verbose=9'),
    idea: 'unknown program',
  },
  {
    name: 'a short option of an unknown program',
    expect: 'weakness',
    request: { body: { v: '-x' } },
    call: program('cowsay', '-x'),
    idea: 'unknown program',
  },
  {
    name: 'a harmless option of a known program',
    expect: 'weakness',
    request: { query: { v: '--oneline' } },
    call: program('git', 'log', '--oneline'),
    idea: 'known program',
  },
  {
    name: 'a harmless short option',
    expect: 'weakness',
    request: { query: { v: '-l' } },
    call: program('ls', '-l'),
    idea: 'unknown program',
  },
  {
    name: 'an option for an unknown program in a shell',
    expect: 'weakness',
    request: { query: { v: '--fancy' } },
    call: posix("cowsay '--fancy'"),
    idea: 'unknown program',
  },
  {
    name: 'prose that begins with a dash',
    expect: 'weakness',
    request: { body: { v: '-well, maybe' } },
    call: program('figlet', '-well, maybe'),
    idea: 'prose',
  },
  {
    name: 'a harmless option of curl',
    expect: 'weakness',
    request: { query: { v: '--compressed' } },
    call: program('curl', '--compressed', 'https://a.example'),
    idea: 'known program',
  },
];
