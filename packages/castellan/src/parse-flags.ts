import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from '@castellan/core';
import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Flags<Given extends Options> = ReturnType<
  typeof parseArgs<{ options: Given; allowPositionals: false; strict: true; allowNegative: true }>
>['values'];

/** The flags in `argv`; throws `UsageError` with the nearest flag for one that is not among `options`. */
export function parseFlags<const Given extends Options>(
  argv: readonly string[],
  options: Given,
): Flags<Given> {
  try {
    return parseArgs({
      args: [...argv],
      options,
      allowPositionals: false,
      strict: true,
      allowNegative: true,
    }).values;
  } catch (error) {
    throw new UsageError(explain(error, argv, Object.keys(options)));
  }
}

function explain(error: unknown, argv: readonly string[], names: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (unknown !== undefined) {
    const meant = nearest(unknown.replace(/^-+/, ''), names);
    return `unknown flag ${unknown}${meant === undefined ? '' : `; did you mean --${meant}?`}`;
  }
  if (message.startsWith('Unexpected argument')) {
    return `unexpected argument ${argv.find((argument) => message.includes(`'${argument}'`)) ?? ''}`.trim();
  }
  return message.split('. ')[0]!.replace(/\.?$/, '');
}
