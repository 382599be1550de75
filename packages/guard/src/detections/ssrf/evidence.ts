import { type AddressClass, parseAddress } from '@castellan/core';
import type { Inputs, Occurrence } from '../../context/inputs.ts';
import type { ConnectCall } from '../sink-call.ts';
import { canonicalHost, isCommonLoopback, isLoopbackName } from './host.ts';
import { isEnvironment, namedHostsOf, type NamedHost } from './named-hosts.ts';

/** How surely an input chose a host. */
export interface Evidence {
  readonly occurrence: Occurrence;
  readonly outcome: 'attack' | 'weakness';
  readonly isCertain: boolean;
}

/** Looks for the input that chose `host`, the call's own or the first of its redirects. */
export function findEvidence(
  host: string,
  call: ConnectCall,
  kind: AddressClass,
  inputs: Inputs,
): Evidence | undefined {
  const canonical = canonicalHost(host);
  let best: Evidence | undefined;
  for (const named of namedHostsOf(inputs)) {
    const found = weigh(named, host, canonical, call, kind);
    if (found === undefined) continue;
    if (found.outcome === 'attack' && found.isCertain) return found;
    if (best === undefined || (best.outcome === 'weakness' && found.outcome === 'attack')) {
      best = found;
    }
  }
  return best ?? findInUrl(host, call, inputs);
}

function weigh(
  named: NamedHost,
  host: string,
  canonical: string,
  call: ConnectCall,
  kind: AddressClass,
): Evidence | undefined {
  const isWhole = named.host === canonical;
  const endsHost = !isWhole && named.host.includes('.') && canonical.endsWith(`.${named.host}`);
  if (!isWhole && !endsHost) return undefined;
  if (isEnvironment(named.input) && !choosesUpstream(named, call, isWhole, kind)) return undefined;
  const { input } = named;
  const occurrence = { input, start: 0, end: host.length, transformations: [] };
  const say = (outcome: Evidence['outcome'], isCertain: boolean): Evidence => ({
    occurrence: endsHost ? { ...occurrence, start: host.length - named.host.length } : occurrence,
    outcome,
    isCertain,
  });
  const isRedirect = host !== call.host;
  if (kind === 'metadata') return say('attack', true);
  if (isWhole && named.port === call.port && !isRedirect) return say('attack', true);
  const isLoopback = isCommonLoopback(named.written);
  const hasOtherPort = named.port !== undefined && !isRedirect;
  // The app talks to a fixed port of a host that a form or a link also names: most likely chance.
  if (hasOtherPort && (isLoopback || !canonical.includes('.'))) return undefined;
  if (isLoopback && !isRedirect) return say(usesDefaultPort(call) ? 'attack' : 'weakness', false);
  const isSingleWord = /^[a-z0-9_-]+$/i.test(named.written) && /[a-z]/i.test(canonical);
  if (isSingleWord && !isLoopbackName(canonical) && !isRedirect) return say('weakness', false);
  return say('attack', false);
}

/** An app that takes its upstream from `Host` or a proxy's header: host and port are both the header's. */
function choosesUpstream(
  named: NamedHost,
  call: ConnectCall,
  isWhole: boolean,
  kind: AddressClass,
): boolean {
  if (!isWhole) return false;
  const isHostHeader = /^headers?\.(?:x-forwarded-)?host$/i.test(named.input.path);
  return kind === 'metadata' || (isHostHeader && named.port === call.port);
}

function usesDefaultPort(call: ConnectCall): boolean {
  return call.url !== undefined && (call.port === 80 || call.port === 443);
}

/** An input that the app decoded or cut up first, found in the host's place in the URL. */
function findInUrl(host: string, call: ConnectCall, inputs: Inputs): Evidence | undefined {
  const whole =
    (call.url === undefined ? undefined : inputs.equalTo(call.url)) ?? dotted(host, inputs);
  if (whole !== undefined && (!isEnvironment(whole.input) || isVisited(whole, call.url))) {
    return { occurrence: whole, outcome: 'attack', isCertain: false };
  }
  if (call.url === undefined || host !== call.host) return undefined;
  return findPieces(call.url, inputs);
}

/** An app that fetches the page a visitor came from: its address with a path, not the app's own. */
function isVisited({ input }: Occurrence, url: string | undefined): boolean {
  return url !== undefined && /^headers?\.referer$/i.test(input.path) && /[^/]\/[^/]/.test(url);
}

/** Inputs that make up the host, or the front of its name, as pieces of it. */
function findPieces(url: string, inputs: Inputs): Evidence | undefined {
  const place = hostIn(url);
  if (place === undefined) return undefined;
  const { start, end } = place;
  const isAddress = parseAddress(url.slice(start, end)) !== undefined;
  let weakness: Evidence | undefined;
  let covered = start;
  for (const occurrence of inputs.occurrencesIn(url)) {
    if (occurrence.start >= end) break;
    if (occurrence.end <= start || isEnvironment(occurrence.input)) continue;
    const piece = url.slice(Math.max(occurrence.start, start), Math.min(occurrence.end, end));
    // A lone separator of a label or port stands in every host by chance.
    if (!/[a-z0-9]/i.test(piece) || !isOnBoundaries(url, occurrence, start, end)) continue;
    const isNext = /^[.[]*$/.test(url.slice(covered, Math.max(covered, occurrence.start)));
    if (isNext) covered = Math.max(covered, occurrence.end);
    if (covered >= end) return { occurrence, outcome: 'attack', isCertain: false };
    // Version numbers are part of an address by chance.
    if (!isAddress) weakness ??= { occurrence, outcome: 'weakness', isCertain: false };
  }
  return weakness;
}

/** Where the host stands in a URL, without credentials and port. */
function hostIn(url: string): { readonly start: number; readonly end: number } | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)/i.exec(url);
  if (authority === null) return undefined;
  const end = authority[0].length;
  const from = end - (authority[1] ?? '').length;
  const start = url.lastIndexOf('@', end - 1) >= from ? url.lastIndexOf('@', end - 1) + 1 : from;
  const port = /:\d*$/.exec(url.slice(start, end))?.[0].length ?? 0;
  return { start, end: end - port };
}

/** True when the occurrence cuts no label of the host in two. */
function isOnBoundaries(url: string, occurrence: Occurrence, start: number, end: number): boolean {
  const isSeparate = (at: number): boolean => /[.:@[\]]/.test(url.slice(at - 1, at + 1));
  return (
    (occurrence.start <= start || isSeparate(occurrence.start)) &&
    (occurrence.end >= end || isSeparate(occurrence.end))
  );
}

function dotted(host: string, inputs: Inputs): Occurrence | undefined {
  return host.includes('.') && !isCommonLoopback(host) ? inputs.equalTo(host) : undefined;
}
