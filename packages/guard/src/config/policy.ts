import { type Mode, type Network, parseNetwork } from '@castellan/core';
import type { Configuration } from './configuration.ts';
import { type Exceptions, compileExceptions } from './exceptions.ts';
import { routeMatcher } from './route-matcher.ts';

/** Answers how a detection is enforced on a route. Compiled once from the configuration. */
export interface Policy {
  modeOf(detection: string, method: string, route: string): Mode;
  isAllowedHost(host: string): boolean;
  readonly exceptions: Exceptions;
  /** Whether a request's path and query lead to where people prove again who they are. */
  isStepUpPath(url: string): boolean;
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly Network[];
}

export function createPolicy(configuration: Configuration): Policy {
  const rules = configuration.routes.map((rule) => ({ rule, matches: routeMatcher(rule.route) }));
  const stepUpPaths = configuration.stepUpPaths.map(routeMatcher);
  const hosts = new Set(configuration.allowedHosts.map((host) => host.toLowerCase()));
  return {
    modeOf(detection, method, route) {
      const match = rules.find(
        (one) => one.rule.detections?.includes(detection) !== false && one.matches(method, route),
      );
      return match?.rule.mode ?? configuration.detections[detection] ?? configuration.mode;
    },
    exceptions: compileExceptions(configuration.exceptions),
    isStepUpPath(url) {
      const [path = ''] = url.split('?', 1);
      // What a server behind takes for a step up leads out of the pattern.
      if (/(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\]|%2f|$)/i.test(path)) return false;
      return stepUpPaths.some((matches) => matches('', path));
    },
    trustedProxies: configuration.trustedProxies.flatMap((text) => parseNetwork(text) ?? []),
    isAllowedHost: (host) => hosts.has(host.toLowerCase()),
  };
}
