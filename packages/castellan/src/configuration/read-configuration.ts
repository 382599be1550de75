import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readDefaultExport, type ReadValue, rules } from '@castellan/check';
import { escapeUnsafe, nearest } from '@castellan/core';
import type * as z from 'zod';
import { UsageError } from '../usage-error.ts';
import type { CheckConfiguration } from './configuration.ts';
import { checkSchema, fieldNames } from './schema.ts';

/** The names under which a configuration may stand, beside the package.json. */
const fileNames = ['ts', 'mts', 'js', 'mjs', 'json'].map((end) => `castellan.config.${end}`);
/** Sections of the JSON form that others read. */
const ofOthers = ['$schema', 'guard', 'watch'];

/** The section `check`, and where it stands. */
export interface ReadConfiguration {
  readonly file: string;
  readonly check: CheckConfiguration;
}

/**
 * The configuration in a folder, or in the file that is named; nothing is run. Throws `UsageError` with the
 * line of each problem.
 */
export function readConfiguration(folder: string, named?: string): ReadConfiguration {
  if (named !== undefined && !existsSync(path.resolve(folder, named)))
    throw new UsageError(`there is no file ${named}`);
  const found = (named === undefined ? fileNames : [named]).flatMap((file) => {
    const place = path.resolve(folder, file);
    if (!existsSync(place)) return [];
    const check = sectionOf(file, readFileSync(place, 'utf8'));
    return check === undefined ? [] : [{ file: path.basename(file), check }];
  });
  if (found.length > 1)
    throw new UsageError(`${found.map(({ file }) => file).join(' and ')} both say how to check`);
  return found[0] ?? { file: 'castellan.config.ts', check: {} };
}

/** The section `check` in the text of a file; undefined when it has none. */
export function sectionOf(file: string, text: string): CheckConfiguration | undefined {
  const isJson = file.endsWith('.json');
  if (isJson) refuseNoJson(file, text);
  // A JSON file is an expression: on the same line, so that lines stay.
  const read = isJson
    ? readDefaultExport('castellan.config.js', `export default ${text}`)
    : readDefaultExport(path.basename(file), text);
  if ('problem' in read)
    throw new UsageError(`${file}:${read.line}: ${escapeUnsafe(read.problem)}`);
  const problems = outerProblems(read, isJson);
  const { check } = (read.value ?? {}) as { readonly check?: unknown };
  if (problems.length === 0 && check === undefined) return undefined;
  const result = checkSchema.safeParse(check ?? {});
  if (result.success && problems.length === 0) return result.data;
  const told = [...problems, ...(result.success ? [] : result.error.issues.flatMap(issueTold))];
  const lines = told.map(({ at, text: problem }) => `${file}:${read.lineOf(at)}: ${problem}`);
  throw new UsageError(escapeUnsafe(lines.join('\n')).replaceAll(String.raw`\n`, '\n'));
}

interface Told {
  readonly at: readonly (string | number)[];
  readonly text: string;
}

function refuseNoJson(file: string, text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${escapeUnsafe((error as Error).message)}`);
  }
}

function outerProblems({ value }: ReadValue, isJson: boolean): Told[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ at: [], text: 'the configuration is no object' }];
  return Object.keys(value).flatMap((key): Told[] => {
    if (key === 'check' || (isJson && ofOthers.includes(key))) return [];
    const text = ofOthers.includes(key)
      ? `${key} reads castellan.config.json alone: put its part there`
      : unknownKey(key, [], isJson ? ['check', ...ofOthers] : ['check']);
    return [{ at: [key], text }];
  });
}

function issueTold(issue: z.core.$ZodIssue): Told[] {
  const at = ['check', ...(issue.path as (string | number)[])];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const names = fieldNames[at.filter((part) => typeof part === 'string').join('.')] ?? [];
      return { at: [...at, key], text: unknownKey(key, at, names) };
    });
  if (issue.code === 'invalid_key') {
    const key = String(at.at(-1));
    const known = rules.flatMap(({ id, practice }) => [id, id.split('/')[0]!, practice]);
    const meant = nearest(key, [...new Set(known)]);
    const hint = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
    const text = `${JSON.stringify(key)} is no rule, theme or practice that rules judge${hint}`;
    return [{ at, text }];
  }
  return [{ at, text: `${shown(at)} ${issue.message.replace(/^Invalid/, 'is invalid:')}` }];
}

function unknownKey(key: string, at: Told['at'], names: readonly string[]): string {
  const meant = nearest(key, names);
  const hint =
    meant === undefined
      ? ` (known: ${names.join(', ')})`
      : `; did you mean ${JSON.stringify(meant)}?`;
  return `unknown key ${JSON.stringify(key)}${at.length === 0 ? '' : ` in ${shown(at)}`}${hint}`;
}

/** `check.accept[2].until`. */
function shown(at: Told['at']): string {
  return at
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}
