import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseEnv } from 'node:util';
import { classifyAddress } from '@castellan/core';

/** A setting of the app that leads to data on another machine. */
export interface DataElsewhere {
  readonly name: string;
  readonly host: string;
}

const stores =
  /^(?:postgres(?:ql)?|mysql|mariadb|mssql|sqlserver|mongodb(?:\+srv)?|rediss?|amqps?|cassandra|clickhouse):$/;
const hostNames =
  /(?:^|_)(?:DB|DATABASE|PG|POSTGRES(?:QL)?|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|SQL)_?(?:HOST|HOSTNAME|SERVER)$/i;

/**
 * Databases that an environment names, and that are neither of this machine nor of a container beside
 * the app. A name without a dot is such a container, or of this machine's own hosts file.
 */
export function dataElsewhere(env: Readonly<Record<string, string | undefined>>): DataElsewhere[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    const host = hostIn(name, value);
    return host === undefined || isNear(host) ? [] : [{ name, host }];
  });
}

/** What an app that is started here sees: this environment over its own `.env`. */
export function environmentOfApp(file = '.env'): Readonly<Record<string, string | undefined>> {
  const own = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...own, ...process.env };
}

function hostIn(name: string, value: string): string | undefined {
  if (hostNames.test(name)) return value.replace(/:\d+$/, '');
  const [first = ''] = value.split(',');
  if (!/^[a-z+]+:\/\//i.test(first) || !URL.canParse(first)) return undefined;
  const url = new URL(first);
  return stores.test(url.protocol) ? url.hostname.replace(/^\[|\]$/g, '') : undefined;
}

function isNear(host: string): boolean {
  if (isIP(host) !== 0) return classifyAddress(host) === 'loopback';
  return !host.includes('.') || host.startsWith('/') || /\.(?:localhost|internal)\.?$/i.test(host);
}
