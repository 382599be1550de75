import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Network, parseNetwork } from '@castellan/core';

export interface WatchFlags {
  readonly port: string;
  readonly host: string;
  readonly data?: string | undefined;
  readonly url?: string | undefined;
  readonly 'trusted-proxy'?: readonly string[] | undefined;
  readonly 'allow-network'?: readonly string[] | undefined;
}

export interface CheckedFlags {
  readonly port: number;
  readonly host: string;
  readonly directory: string;
  readonly databaseUrl?: string;
  readonly publicUrl?: string;
  readonly trustedProxies: readonly Network[];
  readonly innerNetworks: readonly Network[];
}

/** What the flags and the environment ask for; `refuse` is called with what makes no sense. */
export function watchOptions(
  flags: WatchFlags,
  env: NodeJS.ProcessEnv,
  refuse: (message: string) => never,
): CheckedFlags {
  const { host } = flags;
  const port = Number(flags.port);
  if (!/^\d+$/.test(flags.port) || port > 65_535) {
    refuse(`--port takes a number from 0 to 65535, not ${flags.port}`);
  }
  const publicUrl = flags.url;
  if (publicUrl !== undefined && !(/^https?:/.test(publicUrl) && URL.canParse(publicUrl))) {
    refuse(`--url takes an address such as https://watch.example.com, not ${publicUrl}`);
  }
  const networks = (flag: 'trusted-proxy' | 'allow-network'): readonly Network[] =>
    (flags[flag] ?? []).map((text) => {
      const network = parseNetwork(text);
      return network ?? refuse(`--${flag} takes an address or a network, not ${text}`);
    });
  return {
    port,
    host,
    ...storePlace(flags, env),
    trustedProxies: networks('trusted-proxy'),
    innerNetworks: networks('allow-network'),
    ...(publicUrl !== undefined && { publicUrl }),
  };
}

/** Where watch keeps its data: `DATABASE_URL` for the store, the directory for its own and for the key. */
export function storePlace(
  { data }: { readonly data?: string | undefined },
  env: NodeJS.ProcessEnv,
): { readonly directory: string; readonly databaseUrl?: string } {
  const databaseUrl = env['DATABASE_URL'];
  return {
    directory: resolve(data ?? defaultDirectory()),
    ...(databaseUrl !== undefined && databaseUrl !== '' && { databaseUrl }),
  };
}

/** The home of root is closed to the account that PostgreSQL then runs under. */
function defaultDirectory(): string {
  return process.getuid?.() === 0
    ? '/var/lib/castellan/watch'
    : join(homedir(), '.castellan', 'watch');
}
