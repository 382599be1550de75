import { type HoleKind, holeKinds } from '@castellan/check';
import { nearest } from '@castellan/core';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { outputFlags } from '../check/output-flags.ts';
import { sendFlags } from '../check/send-report.ts';

const ownFlags = {
  url: { type: 'string' },
  sensor: { type: 'string' },
  only: { type: 'string', multiple: true },
  route: { type: 'string', multiple: true },
  'changes-state': { type: 'boolean', default: false },
  'data-elsewhere': { type: 'boolean', default: false },
  header: { type: 'string', multiple: true },
  cookie: { type: 'string' },
  'other-header': { type: 'string', multiple: true },
  'other-cookie': { type: 'string' },
  login: { type: 'string' },
  openapi: { type: 'string' },
  har: { type: 'string' },
  rate: { type: 'string', default: '20' },
  'max-minutes': { type: 'string', default: '10' },
  guarded: { type: 'boolean', default: false },
  replay: { type: 'string', multiple: true },
  out: { type: 'string', default: '.castellan/attack' },
} as const;

const options: typeof ownFlags & typeof outputFlags & typeof sendFlags = {
  ...ownFlags,
  ...outputFlags,
  ...sendFlags,
};

/** What a command line asks for. */
export type AttackFlags = ReturnType<typeof parseFlags<typeof options>>;

/** The flags before `--`. */
export function attackFlags(argv: readonly string[]): AttackFlags {
  return parseFlags(argv, options);
}

/** The kinds of holes that `--only` names; undefined for all. */
export function kindsIn(names: readonly string[] | undefined): HoleKind[] | undefined {
  return names?.map((name) => {
    const kind = holeKinds.find((one) => one === name || `attack/${one}` === name);
    if (kind !== undefined) return kind;
    const meant = nearest(name, [...holeKinds]);
    throw new UsageError(
      `--only takes ${holeKinds.join(', ')}, not ${JSON.stringify(name)}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    );
  });
}

/** A number above nothing, up to `most`. */
export function numberIn(flag: string, text: string, most: number): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0 || number > most)
    throw new UsageError(`--${flag} takes a number up to ${most}, not ${JSON.stringify(text)}`);
  return number;
}

/** The headers of a session: `Name: value` lines and a cookie. Undefined where none is given. */
export function sessionOf(
  headers: readonly string[] = [],
  cookie: string | undefined,
): Record<string, string> | undefined {
  if (headers.length === 0 && cookie === undefined) return undefined;
  const session: Record<string, string> = {};
  for (const line of headers) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    if (at < 1 || !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      throw new UsageError(`a header is written 'Name: value', not ${JSON.stringify(line)}`);
    session[name] = line.slice(at + 1).trim();
  }
  if (cookie !== undefined) session['cookie'] = cookie;
  return session;
}
