import type { Finding } from '@castellan/core';
import { type Configuration, defaultConfiguration } from '../config/configuration.ts';
import { createPolicy, type Policy } from '../config/policy.ts';

/** What the verdict stage needs from the running guard. */
export interface Enforcement {
  readonly configuration: Configuration;
  readonly policy: Policy;
  /** Hands a finding to the reporters. Never throws, never blocks. */
  readonly report: (finding: Finding) => void;
}

let current: Enforcement = {
  configuration: defaultConfiguration,
  policy: createPolicy(defaultConfiguration),
  report: () => undefined,
};

export function enforcement(): Enforcement {
  return current;
}

/** Called once at start, when the configuration has been read and the reporters stand. */
export function enforce(enforcementFromNowOn: Enforcement): void {
  current = enforcementFromNowOn;
}
