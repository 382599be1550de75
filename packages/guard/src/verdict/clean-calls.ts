import { createCleanCache, type CleanCache } from '../context/clean-cache.ts';
import type { Inputs } from '../context/inputs.ts';
import type { SinkCall } from '../detections/sink-call.ts';

const caches = new Map<string, CleanCache>();

/**
 * Identifies calls whose harm lies in their text alone, so that a text once seen free of inputs is
 * the app's own whoever asks. Paths and connections have no key: there a user may ask for the very
 * thing that the app itself uses rightly.
 */
export function cleanKey(call: SinkCall): string | undefined {
  switch (call.kind) {
    case 'sql':
    case 'shell':
      return call.text;
    case 'code':
      return call.source;
    case 'program':
      return `${call.file}\0${call.args.join('\0')}`;
    default:
      return undefined;
  }
}

export function isKnownClean(call: SinkCall, key: string): boolean {
  return cacheOf(call).has(key);
}

/** Remembers the call when every input of these requests was seen and none stands in it. */
export function rememberIfClean(call: SinkCall, key: string, ...all: readonly Inputs[]): void {
  const texts = call.kind === 'program' ? [call.file, ...call.args] : [key];
  for (const inputs of all) {
    if (inputs.truncated) return;
    for (const text of texts) {
      if (inputs.equalTo(text) !== undefined || inputs.occurrencesIn(text).length > 0) return;
      // A piece (the source in a `data:` URL, one line of many) may have come from there by a way that
      // guard does not know: remembered, it would be free for all.
      if (inputs.holdPiece(text)) return;
    }
  }
  cacheOf(call).add(key);
}

function cacheOf(call: SinkCall): CleanCache {
  const name = call.kind === 'sql' ? call.dialect : call.kind;
  let cache = caches.get(name);
  if (cache === undefined) caches.set(name, (cache = createCleanCache()));
  return cache;
}
