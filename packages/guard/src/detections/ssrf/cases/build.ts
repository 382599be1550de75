import type { Outcome } from '@castellan/core';
import type { CaseRequest, DetectionCase } from '../../detection-case.ts';
import type { ConnectCall } from '../../sink-call.ts';

/** `host port`, and what else the hook knows. */
type Target = Omit<ConnectCall, 'kind'>;
export type Row = readonly [name: string, request: CaseRequest, target: Target, idea: string];

export function casesFrom(
  expect: Outcome | 'benign',
  rows: readonly Row[],
): DetectionCase<ConnectCall>[] {
  return rows.map(([name, request, target, idea]) => ({
    name,
    expect,
    request,
    call: { kind: 'connect', ...target },
    idea,
  }));
}

/** A connection that an HTTP client makes for `url`, as Node's own URL parser reads it. */
export function fetching(
  url: string,
  address?: string,
  redirectedFrom?: readonly string[],
): Target {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const known = Number(port) || (protocol === 'https:' ? 443 : 80);
  return {
    host,
    port: known,
    url,
    ...(address !== undefined && { address }),
    ...(redirectedFrom !== undefined && { redirectedFrom }),
  };
}
