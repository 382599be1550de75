import path from 'node:path';
import { type FormatName, formatNames, formatOf, formats } from '@castellan/check';
import { nearest } from '@castellan/core';
import { UsageError } from '../../usage-error.ts';

/** The flags of every command that gives out a report. */
export const outputFlags = {
  format: { type: 'string', multiple: true },
  output: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  sarif: { type: 'string' },
  md: { type: 'string' },
} as const;

/** Their part of a help page. */
export const outputUsage: string = `  --format FORMAT    what is printed; or, as often as --output, in which form each file is written:
                     ${formatNames.slice(0, 5).join(', ')},
                     ${formatNames.slice(5).join(', ')}
  --output FILE      also write a file, in the form that its name asks for (report.html, junit.xml,
                     castellan.sarif, gl-code-quality-report.json); may be repeated; - is the terminal
  --json             short for --format json
  --sarif FILE       short for --output in the form of SARIF 2.1.0
  --md FILE          short for --output in Markdown, for a pull request`;

/** What the flags of a report say. */
export interface OutputFlags {
  readonly format?: readonly string[] | undefined;
  readonly output?: readonly string[] | undefined;
  readonly json: boolean;
  readonly sarif?: string | undefined;
  readonly md?: string | undefined;
}

/** What is printed, and which files are written in which form. */
export interface Outputs {
  readonly printed: FormatName;
  readonly files: readonly { readonly file: string; readonly format: FormatName }[];
}

/** Reads the flags. Throws `UsageError`, before anything is judged, when they do not fit together. */
export function outputsOf(flags: OutputFlags): Outputs {
  const { json, sarif, md } = flags;
  const asked = (flags.format ?? []).map(formatNamed);
  const named = flags.output ?? [];
  const isPaired = named.length > 0 && asked.length === named.length;
  if (!isPaired && asked.length > 1)
    throw new UsageError(
      `${asked.length} --format and ${named.length} --output: give each --output its --format, in the same order (--output - is the terminal)`,
    );
  if (!isPaired && asked.length === 1 && named.length > 1)
    throw new UsageError('one --format for several --output: give each its own, or none');
  const pairs = named.map((file, index) => ({
    file,
    format: isPaired ? asked[index]! : formatByName(file),
  }));
  const shown = pairs.filter(({ file }) => file === '-').map(({ format }) => format);
  if (!isPaired) shown.push(...asked);
  if (json) shown.push('json');
  if (new Set(shown).size > 1)
    throw new UsageError(`only one form can be printed, not ${shown.join(' and ')}`);
  const files = [
    ...pairs.filter(({ file }) => file !== '-'),
    ...(sarif === undefined ? [] : [{ file: sarif, format: 'sarif' as const }]),
    ...(md === undefined ? [] : [{ file: md, format: 'markdown' as const }]),
  ];
  const places = files.map(({ file }) => path.resolve(file));
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) throw new UsageError(`${twice} would be written twice`);
  return { printed: shown[0] ?? 'terminal', files };
}

function formatNamed(name: string): FormatName {
  const short = name === 'md' ? 'markdown' : name;
  if (Object.hasOwn(formats, short)) return short as FormatName;
  const meant = nearest(name, formatNames);
  throw new UsageError(
    `there is no format ${JSON.stringify(name)}${meant === undefined ? `: ${formatNames.join(', ')}` : `; did you mean ${meant}?`}`,
  );
}

function formatByName(file: string): FormatName {
  if (file === '-') return 'terminal';
  const format = formatOf(file);
  if (format === undefined)
    throw new UsageError(
      `the name ${JSON.stringify(file)} says no format: give --format before --output`,
    );
  return format;
}
