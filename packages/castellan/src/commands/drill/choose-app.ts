import { classifyAddress } from '@castellan/core';
import { UsageError } from '../../usage-error.ts';

/** An app of the console, as far as the choice reads it. */
export interface KnownApp {
  readonly id: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly address?: string;
}

/**
 * The app of the console that stands at `target`: the one that is named, else the one whose address it is,
 * else the only one. Away from this machine only an app whose address an admin has set is attacked.
 */
export function chooseApp(
  apps: readonly KnownApp[],
  target: URL,
  name: string | undefined,
): KnownApp {
  const real = apps.filter(({ isDemo }) => !isDemo);
  const there = real.filter(({ address }) => originOf(address) === target.origin);
  const fitting =
    name !== undefined ? real.filter((app) => app.name === name) : there.length > 0 ? there : real;
  const [app, ...others] = fitting;
  const names = real.map((one) => one.name).join(', ');
  if (app === undefined) {
    throw new UsageError(
      name === undefined
        ? 'watch knows no app: add one there first'
        : `watch knows no app ${JSON.stringify(name)}; it knows ${names}`,
    );
  }
  if (others.length > 0) {
    throw new UsageError(`which app is at ${target.origin}? Say --name, one of ${names}`);
  }
  if (isLoopback(target) || originOf(app.address) === target.origin) return app;
  throw new UsageError(
    `${target.origin} is neither on this machine nor the address of ${app.name} in watch: ` +
      'if it is yours, have an admin set it on the page of the app',
  );
}

function originOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
}

function isLoopback({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  return host === 'localhost' || classifyAddress(host) === 'loopback';
}
