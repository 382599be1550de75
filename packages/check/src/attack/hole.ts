import { excerpt, type Finding, redactText } from '@castellan/core';
import type { Hole, HoleKind, Oracle } from '../analysis/attack/record.ts';
import { type Endpoint, type Input, inputPath } from './endpoint.ts';
import type { Exchange } from './prober.ts';

const maxEvidence = 300;

/** What a proof tells beyond where it stands. */
export interface Proof {
  readonly kind: HoleKind;
  readonly reason: string;
  readonly confidence: Hole['confidence'];
  readonly severity?: Hole['severity'];
  readonly evidence: string;
  readonly oracle: Oracle;
  readonly exchanges: readonly Exchange[];
  readonly finding?: Finding;
}

/** The hole that a proof shows, without what a report must not hold. */
export function holeOf(endpoint: Endpoint, input: Input | undefined, proof: Proof): Hole {
  const { finding, exchanges, kind, reason, confidence, severity, evidence, oracle } = proof;
  const { file, line, column } = finding?.location ?? {};
  return {
    kind,
    method: endpoint.method,
    route: endpoint.pattern,
    ...(input && { input: inputPath(input) }),
    reason,
    confidence,
    ...(severity && { severity }),
    ...(finding && { sink: finding.sink }),
    ...(file !== undefined &&
      line !== undefined &&
      column !== undefined && { location: { file, line, column } }),
    evidence: excerpt(redactText(evidence), maxEvidence),
    requests: exchanges.map(({ request }) => request),
    oracle,
  };
}
