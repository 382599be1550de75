import type { Dice } from './dice.ts';

/** Who attacks the made-up shop: addresses that are set aside for documentation. */
export interface DemoAttacker {
  readonly address: string;
  readonly userAgent: string;
}

/** RFC 5737; beyond their 762 addresses come those of RFC 3849. */
const ranges = ['203.0.113', '198.51.100', '192.0.2'];
const perRange = 254;

const userAgents = [
  'sqlmap/1.9#stable (https://sqlmap.org)',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
  'curl/8.14.1',
  'python-requests/2.32',
  'Mozilla/5.0 (compatible; Nmap Scripting Engine)',
  'Go-http-client/2.0',
];

/** So many, the busiest first. */
export function demoAttackers(count: number, { favour }: Dice): readonly DemoAttacker[] {
  return Array.from({ length: count }, (_, index) => ({
    address: addressAt(index),
    userAgent: favour(userAgents),
  }));
}

function addressAt(index: number): string {
  const range = ranges[index % ranges.length] as string;
  const host = Math.floor(index / ranges.length);
  if (host < perRange) return `${range}.${((host * 37) % perRange) + 1}`;
  return `2001:db8:${(index >> 16).toString(16)}:${(index & 0xffff).toString(16)}::1`;
}
