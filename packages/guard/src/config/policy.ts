import { type Mode, type Network, parseNetwork } from '@castellan/core';
import type { Configuration, RouteRule } from './configuration.ts';

/** Answers how a detection is enforced on a route. Compiled once from the configuration. */
export interface Policy {
  modeOf(detection: string, method: string, route: string): Mode;
  isAllowedHost(host: string): boolean;
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly Network[];
}

interface CompiledRule {
  readonly method: string | undefined;
  readonly path: RegExp;
  readonly rule: RouteRule;
}

export function createPolicy(configuration: Configuration): Policy {
  const rules = configuration.routes.map(compile);
  const hosts = new Set(configuration.allowedHosts.map((host) => host.toLowerCase()));
  return {
    modeOf(detection, method, route) {
      const match = rules.find(
        (one) =>
          (one.method === undefined || one.method === method) &&
          one.rule.detections?.includes(detection) !== false &&
          one.path.test(route),
      );
      return match?.rule.mode ?? configuration.detections[detection] ?? configuration.mode;
    },
    trustedProxies: configuration.trustedProxies.flatMap((text) => parseNetwork(text) ?? []),
    isAllowedHost: (host) => hosts.has(host.toLowerCase()),
  };
}

function compile(rule: RouteRule): CompiledRule {
  const space = rule.route.indexOf(' ');
  const pattern = rule.route
    .slice(space + 1)
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*|\*/g, (stars) => (stars === '**' ? '.*' : '[^/]*'));
  return {
    method: space < 0 ? undefined : rule.route.slice(0, space),
    path: new RegExp(`^${pattern}/?$`),
    rule,
  };
}
