import type { Finding, SinkKind } from '@castellan/core';
import type { Hole } from '../analysis/attack/record.ts';
import type { Candidate } from './candidates.ts';
import { type Endpoint, inputPath } from './endpoint.ts';
import { holeOf } from './hole.ts';
import { type SinkProof, sinkProofs } from './payloads/by-sink.ts';
import type { Exchange, Prober } from './prober.ts';

/** What a proof may lean on beside the sensor. */
export interface Surroundings {
  /** Path of the run's own file, and what stands in it. */
  readonly file: { readonly path: string; readonly content: string };
}

/** Every hole by which these values change a call, proven by the mildest value that does. */
export async function proveSinks(
  endpoint: Endpoint,
  candidates: readonly Candidate[],
  prober: Prober,
  surroundings: Surroundings,
): Promise<Hole[]> {
  const holes: Hole[] = [];
  const done = new Set<string>();
  for (const candidate of candidates) {
    const { kind } = candidate.sighting.sink;
    const proof = sinkProofs[kind];
    const key = `${inputPath(candidate.input)} ${kind}`;
    if (proof === undefined || done.has(key)) continue;
    const hole = await proveOne(endpoint, candidate, proof, prober, surroundings);
    if (hole === undefined) continue;
    done.add(key);
    holes.push(hole);
  }
  return holes;
}

async function proveOne(
  endpoint: Endpoint,
  { input, sighting, seen }: Candidate,
  proof: SinkProof,
  prober: Prober,
  { file }: Surroundings,
): Promise<Hole | undefined> {
  const { text, sink } = sighting;
  for (const payload of proof.payloads({ canary: prober.canary(), text, seen, file: file.path })) {
    const exchange = await prober.try(endpoint, new Map([[input, payload]]));
    const finding = attackAmong(exchange, proof, sink.kind);
    if (finding === undefined) continue;
    // The same request with a word in place of the payload must be innocent, or nothing is shown.
    const partner = await prober.try(endpoint, new Map([[input, prober.canary()]]));
    if (attackAmong(partner, proof, sink.kind) !== undefined) return undefined;
    const isRead = exchange.answer?.body.includes(file.content) === true;
    return holeOf(endpoint, input, {
      kind: proof.kind,
      reason: `${inputPath(input)} ${isRead ? 'reads a file outside of its folder' : 'changes the call'}: ${finding.reason}`,
      confidence: finding.confidence,
      severity: finding.severity,
      evidence: finding.span.excerpt,
      oracle: { by: 'verdict', detections: proof.detections },
      exchanges: [exchange],
      finding,
    });
  }
  return undefined;
}

/** What guard says is an attack, at a sink of that kind. */
export function attackAmong(
  { verdicts }: Pick<Exchange, 'verdicts'>,
  { detections }: Pick<SinkProof, 'detections'>,
  kind?: SinkKind,
): Finding | undefined {
  return verdicts.find(
    ({ outcome, detection, sink }) =>
      outcome === 'attack' &&
      detections.includes(detection) &&
      (kind === undefined || sink.kind === kind),
  );
}
