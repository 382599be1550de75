import {
  type AdvisorySource,
  type CheckReport,
  domainSource,
  imageSource,
  siteSource,
  type Source,
  type Target,
  type TeamSettings,
} from '@castellan/check';
import { escapeUnsafe } from '@castellan/core';
import type { ConfiguredTargets } from '../../configuration/configuration.ts';
import { domainNamed, siteNamed } from '../../configuration/target-names.ts';
import { hostAt } from '../check-host/host-at.ts';
import { judgeTarget } from './judge-target.ts';

/** One thing that the configuration names. */
export interface Named {
  readonly kind: Target;
  readonly name: string;
  open(): Source | Promise<{ readonly source: Source; close(): void }>;
}

/** Everything that the configuration names beside this folder. Its schema has seen that they are addresses. */
export function namedTargets(
  targets: ConfiguredTargets,
  advisories: AdvisorySource,
): readonly Named[] {
  const { sites = [], hosts = [], domains = [], images = [] } = targets;
  return [
    ...sites.map((name): Named => ({
      kind: 'site',
      name,
      open: () => siteSource(siteNamed(name)!),
    })),
    ...hosts.map((name): Named => ({
      kind: 'host',
      name,
      open: () => hostAt(name === 'local' ? undefined : name),
    })),
    ...domains.map((name): Named => ({
      kind: 'domain',
      name,
      open: () => domainSource({ name: domainNamed(name)! }),
    })),
    ...images.map((name): Named => ({
      kind: 'image',
      name,
      open: () => ({ ...imageSource(name), advisories }),
    })),
  ];
}

/** Judges one after the other; what cannot be reached is told, and keeps nothing else from being judged. */
export async function judgeAll(
  targets: readonly Named[],
  options: {
    readonly only?: readonly string[];
    readonly isStrict: boolean;
    readonly team: TeamSettings;
    readonly onReport: (report: CheckReport) => Promise<void>;
  },
): Promise<{ readonly unreached: readonly string[] }> {
  const unreached: string[] = [];
  for (const { kind, name, open } of targets) {
    try {
      const opened = await open();
      const { source, close } = 'source' in opened ? opened : { source: opened, close: () => {} };
      try {
        const { report } = await judgeTarget(kind, source, { only: [], ...options });
        await options.onReport(report);
      } finally {
        close();
      }
    } catch (error) {
      unreached.push(name);
      const why = escapeUnsafe(error instanceof Error ? error.message : String(error));
      process.stderr.write(`castellan: ${kind} ${escapeUnsafe(name)} was not judged: ${why}\n`);
    }
  }
  return { unreached };
}
