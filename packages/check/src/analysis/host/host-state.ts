import { type HostSection, type HostState, hostStateLimits } from '@castellan/core';
import type { HostAccounts, HostFiles, HostPrograms, Listener } from './facts.ts';

/** From here on the system gives ports by chance, another one at each start. */
const firstPassingPort = 32_768;

/** Evidence of a host as far as it could be had. */
export interface HostEvidence {
  readonly hostAccounts?: HostAccounts | undefined;
  readonly hostFiles?: HostFiles | undefined;
  readonly hostListeners?: readonly Listener[] | undefined;
  readonly hostPrograms?: HostPrograms | undefined;
}

/** What of a host is compared from one look to the next, as sorted lines; nothing secret is in it. */
export function hostStateOf(evidence: HostEvidence): HostState {
  const sections = [
    ...accountSections(evidence.hostAccounts),
    ...programSections(evidence.hostFiles, evidence.hostPrograms),
    ...portSections(evidence.hostListeners),
  ].filter((one): one is Section => one[1] !== undefined);
  return Object.fromEntries(
    sections.map(([name, lines]) => [name, [...new Set(lines.map(cut))].toSorted()]),
  );
}

type MaybeSection = readonly [HostSection, readonly string[] | undefined];
type Section = readonly [HostSection, readonly string[]];

function accountSections(accounts: HostAccounts | undefined): readonly MaybeSection[] {
  if (accounts === undefined) return [];
  const { users, groups, sudo, keys, closed } = accounts;
  const hasPasswords = users.every(({ password }) => password !== undefined);
  return [
    [
      'users',
      users.map(({ name, uid, gid, home, shell }) => `${name} (${uid}:${gid}) ${home} ${shell}`),
    ],
    ['passwords', hasPasswords ? users.map((one) => `${one.name}: ${one.password}`) : undefined],
    ['groups', groups.map(({ name, members }) => `${name}: ${members.toSorted().join(', ')}`)],
    // A line that moves within its file is the same rule.
    ['sudo rules', sudo?.map((one) => `${one.who}: ${one.asks ? '' : 'NOPASSWD '}${one.commands}`)],
    ['authorized keys', closed.length > 0 ? undefined : keys.map(keyLine)],
  ];
}

function keyLine(key: HostAccounts['keys'][number]): string {
  const limits = key.isRestricted ? ' restricted' : '';
  return `${key.user}: ${key.type} ${key.fingerprint} ${key.comment} (${key.file})${limits}`;
}

function programSections(
  files: HostFiles | undefined,
  programs: HostPrograms | undefined,
): readonly MaybeSection[] {
  const privileged = files?.privileged;
  const hashes = programs?.hashes ?? {};
  const hasHashes = privileged?.every(({ path }) => hashes[path] !== undefined) === true;
  return [
    [
      'privileged programs',
      privileged?.map(({ path, mode, uid, gid }) => `${path} ${mode.toString(8)} ${uid}:${gid}`),
    ],
    [
      'hashes of privileged programs',
      hasHashes ? privileged?.map(({ path }) => `${path} ${hashes[path]}`) : undefined,
    ],
    ['packages', programs?.packages],
  ];
}

function portSections(listeners: readonly Listener[] | undefined): readonly MaybeSection[] {
  // Clients have such ports of UDP for a moment, and programs such of TCP for themselves alone.
  const lasting = listeners?.filter(
    ({ protocol, port, address }) =>
      port < firstPassingPort || (protocol === 'tcp' && !isLoopback(address)),
  );
  const place = ({ protocol, address, port }: Listener): string =>
    `${protocol} ${address.includes(':') ? `[${address}]` : address}:${port}`;
  const hasPrograms = lasting?.every(({ program }) => program !== undefined) === true;
  return [
    ['listening ports', lasting?.map(place)],
    [
      'listening programs',
      hasPrograms ? lasting?.map((one) => `${place(one)} ${one.program}`) : undefined,
    ],
  ];
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function cut(line: string): string {
  return line.length <= hostStateLimits.line ? line : `${line.slice(0, hostStateLimits.line - 1)}…`;
}
