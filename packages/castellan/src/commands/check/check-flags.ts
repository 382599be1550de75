import { standardNames } from '@castellan/check';
import type { StandardId } from '@castellan/core';
import {
  readConfiguration,
  type ReadConfiguration,
} from '../../configuration/read-configuration.ts';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { fixFlags } from '../fix/fix-flags.ts';
import { outputFlags } from './output-flags.ts';
import { sendFlags } from './send-report.ts';
import { type Settled, settledBy } from './settled.ts';

const checkFlags = {
  only: { type: 'string', multiple: true },
  staged: { type: 'boolean', default: false },
  publish: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  config: { type: 'string' },
  standard: { type: 'string', multiple: true },
  'evidence-pack': { type: 'string' },
  offline: { type: 'boolean', default: false },
  evidence: { type: 'string' },
  advisories: { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  ...outputFlags,
  ...sendFlags,
  profile: { type: 'boolean', default: false },
  cache: { type: 'boolean', default: true },
  fix: { type: 'boolean', default: false },
  ...fixFlags,
} as const;

/** The flags of `castellan check`, with what the configuration says where they are silent. */
export interface CheckFlags extends Settled {
  readonly only?: string[] | undefined;
  readonly staged: boolean;
  readonly publish: boolean;
  readonly all: boolean;
  readonly offline: boolean;
  readonly evidence?: string | undefined;
  readonly advisories?: string | undefined;
  readonly standard?: string[] | undefined;
  readonly 'evidence-pack'?: string | undefined;
  readonly 'write-baseline': boolean;
  readonly json: boolean;
  readonly sarif?: string | undefined;
  readonly md?: string | undefined;
  readonly 'send-to'?: string | undefined;
  readonly 'require-sent': boolean;
  readonly profile: boolean;
  readonly cache: boolean;
  readonly fix: boolean;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  readonly unsafe: boolean;
  readonly 'allow-dirty': boolean;
  readonly owner?: string | undefined;
  readonly contact?: string | undefined;
  readonly host?: string | undefined;
}

/** Reads the flags. Throws `UsageError` when they do not fit together. */
export function readFlags(
  argv: readonly string[],
  folder: string,
): { readonly flags: CheckFlags; readonly configuration: ReadConfiguration } {
  const given = parseFlags(argv, checkFlags);
  const configuration = readConfiguration(folder, given.config);
  const flags = { ...given, ...settledBy(given, configuration.check) };
  refuseOdd(flags);
  return { flags, configuration };
}

function refuseOdd(flags: CheckFlags): void {
  const { staged, evidence, profile, all, publish, 'write-baseline': writes, fix } = flags;
  const isSent = flags['send-to'] !== undefined;
  if (fix && (staged || evidence !== undefined || writes || profile || isSent || all || publish))
    throw new UsageError(
      '--fix mends this folder: --all, --staged, --publish, --evidence, --profile, --send-to and --write-baseline do not go with it',
    );
  if (all && (staged || publish || evidence !== undefined || writes || flags.only !== undefined))
    throw new UsageError(
      '--all judges everything: --only, --staged, --publish, --evidence and --write-baseline do not go with it',
    );
  if (staged && publish) throw new UsageError('--staged and --publish look at different files');
  const alone = ['yes', 'dry-run', 'unsafe', 'allow-dirty', 'owner', 'contact', 'host'] as const;
  const odd = alone.find((name) => flags[name] !== undefined && flags[name] !== false);
  if (odd !== undefined && !fix) throw new UsageError(`--${odd} goes with --fix`);
}

/** The standards that are named. Throws `UsageError` for one that we do not know. */
export function standardsIn({ standard = [] }: CheckFlags): readonly StandardId[] {
  return standard.map((name) => {
    const id = Object.hasOwn(standardNames, name) ? standardNames[name] : undefined;
    if (id === undefined)
      throw new UsageError(
        `--standard takes ${Object.keys(standardNames).join(', ')}, not ${JSON.stringify(name)}`,
      );
    return id;
  });
}
