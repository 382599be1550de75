import { isInternal } from '@castellan/core';
import type { Verdict } from '../detection.ts';
import type { ConnectCall } from '../sink-call.ts';
import { unreadVerdict } from '../unread.ts';
import { canonicalHost, classifyHost, isLoopbackName } from './host.ts';

/** Names that only mean something inside: what apps and their orchestrators call their services. */
const INNER_NAME =
  /^[a-z0-9_-]*[a-z][a-z0-9_-]*$|\.(?:local|internal|intranet|lan|corp|home|svc|cluster|consul|docker|test)\.?$/i;

/**
 * Judges a connection of which nobody knows who chose the host (CWE-918): one by a URL into the app's
 * own network, to an address or a public name, or to the metadata service. Services that have inner
 * names are the app's own far more often than an attacker's.
 */
export function inspectUnread(
  call: ConnectCall,
  isFamiliar: (trait: string) => boolean,
): Verdict | undefined {
  const [trait] = traitsOf(call);
  return trait === undefined || isFamiliar(trait) ? undefined : unreadVerdict(0, call.host.length);
}

/** Host and port, where they are such that an attacker may have chosen them. */
export function traitsOf({ host, port, address, url, ownPorts }: ConnectCall): readonly string[] {
  const kind = classifyHost(host, address);
  if (!isInternal(kind) || host === '') return [];
  const isMetadata = kind === 'metadata';
  if (!isMetadata && (url === undefined || ownPorts?.includes(port) === true)) return [];
  const name = canonicalHost(host);
  if (!isMetadata && !isLoopbackName(name) && INNER_NAME.test(name)) return [];
  return [`${host}:${port}`];
}
