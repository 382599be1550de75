import { createCleanCache } from '../context/clean-cache.ts';
import type { Inputs } from '../context/inputs.ts';
import type { Detection } from '../detections/detection.ts';
import type { SinkCall } from '../detections/sink-call.ts';

const familiar = createCleanCache();

/** True for a trait that a clean call had before, of a request that was read whole. */
export function isFamiliar({ meta }: Detection, trait: string): boolean {
  return familiar.has(keyOf(meta.id, trait));
}

/** Remembers the traits of a call in which nothing was found, unless something was left unread. */
export function rememberTraits(
  detections: readonly Detection[],
  call: SinkCall,
  inputs: Inputs,
): void {
  for (const { meta, traitsOf } of detections) {
    for (const trait of traitsOf?.(call) ?? []) {
      if (inputs.truncated) return;
      familiar.add(keyOf(meta.id, trait));
    }
  }
}

function keyOf(id: string, trait: string): string {
  return `${id}\0${trait}`;
}
