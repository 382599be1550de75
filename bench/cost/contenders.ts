import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A way to start the same app: with nothing, with guard, with another product. */
export interface Contender {
  readonly name: string;
  /** Flags for Node, before the app's file. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const PACKAGES = join(import.meta.dirname, '../../packages');

export const none: Contender = { name: 'none', flags: [], env: {} };
/** The control: what differs from `none` is noise. */
export const noneAgain: Contender = { name: 'none again', flags: [], env: {} };

/** True for the app without anything, which others are compared to. */
export function isUnprotected(name: string): boolean {
  return name === none.name || name === noneAgain.name;
}

/**
 * Guard as built, copied into `directory` as npm would install it, so that a build in the meantime
 * does not change what is measured.
 */
export function guardContender(directory: string): Contender {
  const scope = join(directory, 'node_modules/@castellan');
  for (const name of ['core', 'guard']) {
    const target = join(scope, name);
    mkdirSync(target, { recursive: true });
    for (const part of ['dist', 'package.json']) {
      cpSync(join(PACKAGES, name, part), join(target, part), { recursive: true });
    }
  }
  return {
    name: 'guard',
    flags: ['--import', join(scope, 'guard/dist/register.js')],
    env: {
      CASTELLAN_FINDINGS_FILE: join(directory, 'findings.ndjson'),
      CASTELLAN_LOG: 'json',
    },
  };
}

/**
 * A contender given as `name=[VARIABLE=value …] node flags…`, as one would write it in a shell;
 * quotes keep blanks together.
 */
export function parseContender(text: string, cwd?: string): Contender {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  if (at < 0 || name === '') throw new Error(`--contender wants name='node flags…', not ${text}`);
  const words = wordsOf(text.slice(at + 1));
  const firstFlag = words.findIndex((word) => !/^[A-Z_][A-Z0-9_]*=/.test(word));
  const count = firstFlag < 0 ? words.length : firstFlag;
  const env = Object.fromEntries(
    words
      .slice(0, count)
      .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  return { name, flags: words.slice(count), env, ...(cwd === undefined ? {} : { cwd }) };
}

function wordsOf(text: string): string[] {
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replaceAll(/["']/g, ''));
}
