import { type SinkKind, sinkKindFacts } from '@castellan/core';
import type { HoleKind } from '../../analysis/attack/record.ts';
import { codePayloads } from './code.ts';
import { pathPayloads } from './path.ts';
import type { Payloads } from './payload.ts';
import { programPayloads } from './program.ts';
import { shellPayloads } from './shell.ts';
import { sqlPayloads } from './sql.ts';

/** How a hole at each kind of sink is proven. Connections have a proof of their own: the call-back. */
export interface SinkProof {
  readonly kind: HoleKind;
  readonly payloads: Payloads;
  /** Guard's detections whose verdict is the proof. */
  readonly detections: readonly string[];
}

const of = (sink: SinkKind, kind: HoleKind, payloads: Payloads): SinkProof => ({
  kind,
  payloads,
  detections: sinkKindFacts[sink].detections,
});

export const sinkProofs: Readonly<Partial<Record<SinkKind, SinkProof>>> = {
  sql: of('sql', 'sql-injection', sqlPayloads),
  shell: of('shell', 'command-injection', shellPayloads),
  program: of('program', 'argument-injection', programPayloads),
  path: of('path', 'path-traversal', pathPayloads),
  code: of('code', 'code-injection', codePayloads),
};
