import { formatOf } from '@castellan/check';
import type { CheckConfiguration } from '../../configuration/configuration.ts';
import { UsageError } from '../../usage-error.ts';
import type { OutputFlags } from './output-flags.ts';

interface Given extends OutputFlags {
  readonly baseline?: string | undefined;
  readonly strict: boolean;
}

/** What holds for a run: the command line, and the configuration where that is silent. */
export interface Settled {
  readonly format: readonly string[] | undefined;
  readonly output: readonly string[] | undefined;
  readonly baseline: string | undefined;
  readonly strict: boolean;
}

/** What the configuration says where the command line is silent. Throws `UsageError`. */
export function settledBy(
  { format, output, json, sarif, md, baseline, strict }: Given,
  check: CheckConfiguration,
): Settled {
  const isAsked = [format, output, sarif, md].some((flag) => flag !== undefined) || json;
  const files = check.output?.map((file) => ({ file, format: formatOf(file) })) ?? [];
  const unnamed = files.find((one) => one.format === undefined);
  if (unnamed) throw new UsageError(`the name ${JSON.stringify(unnamed.file)} says no format`);
  const configured = check.format === undefined ? [] : [{ file: '-', format: check.format }];
  const all = isAsked ? [] : [...configured, ...files];
  const isSet = all.length > 0;
  return {
    format: isSet ? all.map((one) => one.format ?? 'json') : format,
    output: isSet ? all.map(({ file }) => file) : output,
    baseline: baseline ?? check.baseline,
    strict: strict || check.strict === true,
  };
}
