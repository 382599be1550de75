import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * Reads one corpus of labelled samples (gzipped JSON Lines) from the folder in CASTELLAN_CORPORA,
 * else ../shared/corpora. Says so and returns nothing when it is absent.
 */
export function readCorpus<Row>(name: string): Row[] {
  const folder =
    process.env['CASTELLAN_CORPORA'] ??
    new URL('../../../shared/corpora', import.meta.url).pathname;
  const file = `${folder}/${name}.jsonl.gz`;
  if (!existsSync(file)) {
    console.log(`no corpus at ${file}: not measured (set CASTELLAN_CORPORA)`);
    return [];
  }
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}
