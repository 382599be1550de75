import { domainToASCII } from 'node:url';
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
import { UsageError } from '../../usage-error.ts';
import { hostAt } from '../check-host/host-at.ts';
import { judgeTarget } from './judge-target.ts';

/** One thing that the configuration names. */
interface Named {
  readonly kind: Target;
  readonly name: string;
  open(): Source | Promise<{ readonly source: Source; close(): void }>;
}

/** Everything that the configuration names beside this folder. Throws `UsageError` for what is no address. */
export function namedTargets(
  targets: ConfiguredTargets,
  advisories: AdvisorySource,
): readonly Named[] {
  const { sites = [], hosts = [], domains = [], images = [] } = targets;
  return [
    ...sites.map((name): Named => {
      const url = siteAt(name);
      return { kind: 'site', name, open: () => siteSource(url) };
    }),
    ...hosts.map((name): Named => ({
      kind: 'host',
      name,
      open: () => hostAt(name === 'local' ? undefined : name),
    })),
    ...domains.map((name): Named => {
      const ascii = domainToASCII(name);
      if (ascii === '') throw new UsageError(`${JSON.stringify(name)} is no domain`);
      return { kind: 'domain', name, open: () => domainSource({ name: ascii }) };
    }),
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
        const { report } = await judgeTarget(kind, source, { ...options, only: [] });
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

/** The address of a site as it is typed. */
export function siteAt(address: string): URL {
  const text = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(text) || new URL(text).hostname === '')
    throw new UsageError(`${JSON.stringify(address)} is no address of a site`);
  return new URL(text);
}
