import { severities, type Severity } from '@castellan/core';
import type { NodeState } from './node-releases.ts';

/** What makes an app a risk, as far as watch can see. */
export interface RiskFacts {
  /** The worst of its open incidents that are attacks. */
  readonly incident: Severity | undefined;
  /** The worst advisory about a package of which code ran. */
  readonly advisory: Severity | undefined;
  readonly unprotected: number;
  readonly nodes: readonly NodeState[];
  /** Detections that do not block. */
  readonly notBlocking: number;
  readonly isSilent: boolean;
}

export interface Risk {
  readonly level: Severity | 'none';
  /** Why, the worst first. */
  readonly reasons: readonly string[];
}

/** The worst of what is known, with every reason. */
export function riskOf(facts: RiskFacts): Risk {
  const reasons: (readonly [Severity, string])[] = [];
  const add = (level: Severity | undefined, reason: string): void => {
    if (level !== undefined) reasons.push([level, reason]);
  };
  add(facts.incident, `an open incident is ${facts.incident}`);
  add(facts.advisory, `an advisory about a loaded package is ${facts.advisory}`);
  if (facts.unprotected > 0) add('high', 'a library is not protected');
  if (facts.nodes.some(({ state }) => state === 'ended')) add('high', 'its Node.js has ended');
  if (facts.notBlocking > 0) add('medium', 'not everything is blocked');
  if (facts.nodes.some(({ state }) => state === 'ends-soon')) add('low', 'its Node.js ends soon');
  if (facts.isSilent) add('medium', 'it is silent');
  reasons.sort(([one], [other]) => severities.indexOf(one) - severities.indexOf(other));
  return { level: reasons[0]?.[0] ?? 'none', reasons: reasons.map(([, reason]) => reason) };
}
