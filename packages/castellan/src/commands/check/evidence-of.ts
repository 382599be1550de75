import { readFileSync } from 'node:fs';
import {
  type AdvisorySource,
  collectors,
  diskSource,
  parseArchive,
  type Provide,
  Session,
  type SessionOptions,
} from '@castellan/check';
import { UsageError } from '../../usage-error.ts';

/** Where a run gets its evidence. */
export interface EvidenceOrigin {
  readonly target: string;
  readonly provide: Provide;
  /** Collectors that ran, with their time. */
  timings(): readonly { readonly title: string; readonly elapsedMs: number }[];
}

/** The evidence in `file`, or that of the working directory. */
export function evidenceOf(
  file: string | undefined,
  options: SessionOptions & { readonly advisories?: AdvisorySource },
): EvidenceOrigin {
  if (file !== undefined) return archivedIn(file);
  const { advisories } = options;
  const source = { ...diskSource(process.cwd()), ...(advisories && { advisories }) };
  const session = new Session(source, options);
  return {
    target: source.name,
    provide: (name) => session.ask<unknown>(collectors[name]),
    timings: () => session.timings,
  };
}

/** The evidence that was collected elsewhere. */
export function archivedIn(file: string): EvidenceOrigin & { readonly source: string } {
  let archive;
  try {
    archive = parseArchive(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
  const { source, time, evidence } = archive;
  return {
    source,
    target: `${source}, collected ${time}`,
    provide: (name) =>
      Promise.resolve(
        evidence[name] ?? {
          status: 'unavailable',
          reason: `the archive holds no ${collectors[name].title}`,
          remedy: 'collect again with this version',
        },
      ),
    timings: () => [],
  };
}
