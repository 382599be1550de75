import * as z from 'zod';
import type { Evidence } from './collector.ts';
import { collectors, type EvidenceName } from './registry.generated.ts';
import { parseStatements } from './statement-file.ts';

/** Evidence that was collected elsewhere, as JSON carries it. */
export interface Archive {
  readonly version: 1;
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly evidence: Partial<Record<EvidenceName, Evidence<unknown>>>;
}

const evidence = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('available'),
    value: z.unknown(),
    origin: z.string(),
    time: z.string(),
    elapsedMs: z.number(),
  }),
  z.object({ status: z.literal('unavailable'), reason: z.string(), remedy: z.string() }),
  z.object({ status: z.literal('broken'), reason: z.string() }),
]);
const archiveSchema = z.object({
  version: z.literal(1),
  source: z.string(),
  time: z.string(),
  evidence: z.record(z.string(), evidence),
});

/** The evidence of a source, for judging elsewhere; texts of files only when asked. */
export async function archiveOf(
  source: string,
  provide: (name: EvidenceName) => Promise<Evidence<unknown>>,
  withSources: boolean,
  names: readonly EvidenceName[],
): Promise<Archive> {
  const found: Partial<Record<EvidenceName, Evidence<unknown>>> = {};
  for (const name of names) {
    found[name] =
      collectors[name].holdsSources && !withSources
        ? {
            status: 'unavailable',
            reason: `the archive holds no ${collectors[name].title}`,
            remedy: 'collect with --with-sources',
          }
        : await provide(name);
  }
  return { version: 1, source, time: new Date().toISOString(), evidence: found };
}

/** The archive in `text`. Throws an error that says what is wrong with it. */
export function parseArchive(text: string): Archive {
  return parseStatements(text, 'the evidence', archiveSchema);
}
