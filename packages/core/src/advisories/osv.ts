import type { Severity } from '../vocabulary/severity.ts';
import * as z from 'zod';
import { baseScore, severityOf } from './cvss.ts';

const text = z.string().max(2_000);

const event = z.object({
  introduced: text.optional(),
  fixed: text.optional(),
  last_affected: text.optional(),
  limit: text.optional(),
});

/** What of OSV's format is read; the rest is left out (https://ossf.github.io/osv-schema/). */
const vulnerabilitySchema = z.object({
  id: z.string().min(1).max(200),
  modified: z.string().max(50),
  published: z.iso.datetime({ offset: true }).optional().catch(undefined),
  withdrawn: z.iso.datetime({ offset: true }).optional().catch(undefined),
  summary: z.string().optional(),
  details: z.string().optional(),
  aliases: z.array(text).max(100).default([]).catch([]),
  upstream: z.array(text).max(100).default([]).catch([]),
  severity: z
    .array(z.object({ type: text, score: text }))
    .default([])
    .catch([]),
  database_specific: z.object({ severity: text.optional() }).optional().catch(undefined),
  affected: z
    .array(
      z.object({
        package: z.object({ name: text, ecosystem: text }).optional(),
        ranges: z
          .array(z.object({ type: text.default(''), events: z.array(event).default([]) }))
          .default([]),
        versions: z.array(text).default([]),
        ecosystem_specific: z.object({ urgency: text.optional() }).optional().catch(undefined),
      }),
    )
    .default([])
    .catch([]),
});

/** One entry of OSV, as far as it is read. */
export interface Vulnerability {
  readonly id: string;
  readonly modified: string;
  readonly published?: string | undefined;
  readonly withdrawn?: string | undefined;
  readonly summary?: string | undefined;
  readonly details?: string | undefined;
  readonly aliases: readonly string[];
  /** Entries that it was made of, such as a distribution's of a CVE. */
  readonly upstream: readonly string[];
  readonly severity: readonly { readonly type: string; readonly score: string }[];
  readonly database_specific?: { readonly severity?: string | undefined } | undefined;
  readonly affected: readonly Affected[];
}

/** One package that an entry is about, and which versions of it. */
export interface Affected {
  readonly package?: { readonly name: string; readonly ecosystem: string } | undefined;
  readonly ranges: readonly { readonly type: string; readonly events: readonly RangeEvent[] }[];
  readonly versions: readonly string[];
  readonly ecosystem_specific?: { readonly urgency?: string | undefined } | undefined;
}

/** Where a stretch of affected versions begins or ends. */
export interface RangeEvent {
  readonly introduced?: string | undefined;
  readonly fixed?: string | undefined;
  readonly last_affected?: string | undefined;
  readonly limit?: string | undefined;
}

/** The entry that `value` (parsed JSON) holds. Throws when it is none. */
export function parseVulnerability(value: unknown): Vulnerability {
  return vulnerabilitySchema.parse(value);
}

/** The answer to `POST /v1/querybatch`: one result for each query, in their order. */
const batchSchema = z.object({
  results: z.array(
    z.object({
      vulns: z.array(z.object({ id: text, modified: text.default('') })).default([]),
      next_page_token: text.optional(),
    }),
  ),
});

/** What is known of one of the packages that were asked about. */
export interface BatchResult {
  readonly vulns: readonly { readonly id: string; readonly modified: string }[];
  readonly next_page_token?: string | undefined;
}

/** The results that `value` (parsed JSON) holds, in the order of the queries. Throws when it holds none. */
export function parseBatch(value: unknown): readonly BatchResult[] {
  return batchSchema.parse(value).results;
}

/** GitHub's words, which stand in the database's own part of an entry. */
const words: Readonly<Record<string, Severity>> = {
  LOW: 'low',
  MODERATE: 'medium',
  MEDIUM: 'medium',
  HIGH: 'high',
  CRITICAL: 'critical',
};

/** How bad it is: by CVSS 3 or 4 where it is told, else by the database's word, else taken for high. */
export function severityIn({ id, severity, database_specific: specific }: Vulnerability): {
  readonly severity: Severity;
  readonly score: number | null;
} {
  // Packages that were made to harm have no score.
  if (id.startsWith('MAL-')) return { severity: 'critical', score: null };
  const scores = severity.flatMap((one) => baseScore(one.score) ?? []);
  if (scores.length > 0) {
    const score = Math.max(...scores);
    return { severity: severityOf(score), score };
  }
  return { severity: words[specific?.severity?.toUpperCase() ?? ''] ?? 'high', score: null };
}

/** Versions of the package in which it is mended. */
export function fixedVersions({ affected }: Vulnerability, name: string): readonly string[] {
  const found = affected
    .filter((one) => one.package?.name === name)
    .flatMap(({ ranges }) =>
      ranges.flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? [])),
    );
  return [...new Set(found)].slice(0, 20);
}
