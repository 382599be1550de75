import { type AddressClass, isInternal } from '@castellan/core';
import type { Inputs, Occurrence } from '../../context/inputs.ts';
import type { Detection, Verdict } from '../detection.ts';
import type { ConnectCall } from '../sink-call.ts';
import { findEvidence } from './evidence.ts';
import { classifyHost } from './host.ts';
import { inspectUnread, traitsOf } from './inspect-unread.ts';
import { meta } from './meta.ts';
import { isEnvironment } from './named-hosts.ts';

const UNIX_URL = /^(?:https?\+unix|unix):|^https?:\/\/unix:/i;
const WINDOWS_PIPE = /^\\\\[.?]\\pipe\\/i;
const reasons: Readonly<Partial<Record<AddressClass, string>>> = {
  metadata: 'The input led the connection to the cloud’s metadata service.',
  loopback: 'The input led the connection to this machine itself.',
};

function inspect(call: ConnectCall, inputs: Inputs): Verdict | undefined {
  const socket = judgeUnixSocket(call, inputs);
  if (socket !== undefined) return socket;
  const kind = classifyHost(call.host, call.address);
  if (!isInternal(kind)) return undefined;
  const hosts = [call.host, ...(call.redirectedFrom ?? [])];
  let weakness: Verdict | undefined;
  for (const host of hosts) {
    const evidence = findEvidence(host, call, kind, inputs);
    if (evidence === undefined) continue;
    const { occurrence, isCertain } = evidence;
    const outcome = isServedByUs(call, kind) ? 'weakness' : evidence.outcome;
    const found: Verdict = {
      outcome,
      confidence: outcome === 'weakness' ? 'possible' : isCertain ? 'certain' : 'likely',
      occurrence,
      span: { start: occurrence.start, end: occurrence.end },
      reason: reasons[kind] ?? 'The input led the connection into the app’s own network.',
    };
    if (outcome === 'attack') return found;
    weakness ??= found;
  }
  return isServedByUs(call, kind) ? undefined : weakness;
}

/**
 * An app that calls itself, by the port on which it was called. A Host header proves nothing: who
 * sends the attack sends it too.
 */
function isServedByUs({ port, ownPorts }: ConnectCall, kind: AddressClass): boolean {
  return kind !== 'metadata' && ownPorts?.includes(port) === true;
}

function judgeUnixSocket({ host, url }: ConnectCall, inputs: Inputs): Verdict | undefined {
  const isSocketUrl = url !== undefined && UNIX_URL.test(url);
  if (!host.startsWith('/') && !WINDOWS_PIPE.test(host) && !isSocketUrl) return undefined;
  const occurrence =
    (host === '' ? undefined : inputs.equalTo(host)) ??
    (isSocketUrl ? (inputs.equalTo(url) ?? findSocketIn(url, inputs)) : undefined);
  if (occurrence === undefined || isEnvironment(occurrence.input)) return undefined;
  const { start, end } = occurrence;
  const reason = 'The input chose a local socket to connect to.';
  return { outcome: 'attack', confidence: 'certain', occurrence, span: { start, end }, reason };
}

/** An input that brought the scheme of a local socket with it. */
function findSocketIn(url: string, inputs: Inputs): Occurrence | undefined {
  return inputs
    .occurrencesIn(url)
    .find(({ start, end }) => start === 0 && UNIX_URL.test(url.slice(0, end)));
}

function inspectConservatively(call: ConnectCall, inputs: Inputs): Verdict | undefined {
  const target = call.address ?? call.host;
  const isNear =
    /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      target,
    ) || /^(?:::|f[cde]|localhost|metadata)/i.test(target);
  if (!isNear || call.host === '') return undefined;
  for (const input of inputs.values()) {
    const start = input.value.toLowerCase().indexOf(call.host.toLowerCase());
    if (start === -1 || isEnvironment(input) || !/[:/.]/.test(input.value)) continue;
    const span = { start: 0, end: call.host.length };
    const occurrence = { input, ...span, transformations: [] };
    const reason = 'The input holds the host of a connection into the app’s own network.';
    return { outcome: 'attack', confidence: 'possible', occurrence, span, reason };
  }
  return undefined;
}

export const detection: Detection<ConnectCall> = {
  meta,
  inspect,
  inspectConservatively,
  inspectUnread,
  traitsOf,
};
