import { confidences, severities, sinkKinds } from '@castellan/core';
import * as z from 'zod';
import { type Hole, holeKinds } from '../analysis/attack/record.ts';

const text = z.string().max(1_048_576);

const jsonText = text.refine(isJson, 'is no JSON');

const request = z.object({
  method: z.string().regex(/^[A-Z]+$/),
  path: text.startsWith('/'),
  headers: z.record(z.string(), z.string()),
  body: text.exactOptional(),
});

const oracle = z.discriminatedUnion('by', [
  z.object({ by: z.literal('verdict'), detections: z.array(z.string()) }),
  z.object({ by: z.literal('call-back') }),
  z.object({ by: z.literal('text'), text }),
  z.object({ by: z.literal('markup'), name: text }),
  z.object({ by: z.literal('location'), host: text }),
  z.object({ by: z.literal('header'), name: text }),
  z.object({ by: z.literal('pollution'), name: text }),
  z.object({ by: z.literal('difference') }),
  z.object({ by: z.literal('cross-site') }),
  z.object({
    by: z.literal('taken-over'),
    field: text,
    value: jsonText,
    reads: z.boolean(),
    restores: z.boolean(),
  }),
  z.object({ by: z.literal('slow-expression'), source: text }),
  z.object({ by: z.literal('sessions') }),
]);

const hole = z.object({
  kind: z.enum(holeKinds),
  method: text,
  route: text,
  input: text.exactOptional(),
  reason: text,
  severity: z.enum(severities).exactOptional(),
  confidence: z.enum(confidences),
  sink: z.object({ library: text, api: text, kind: z.enum(sinkKinds) }).exactOptional(),
  location: z.object({ file: text, line: z.int(), column: z.int() }).exactOptional(),
  evidence: text,
  requests: z.array(request).max(20),
  oracle,
});

const file = z.object({ version: z.literal(1), curl: z.array(text), hole });

/** One hole as it is kept, to be sent again. */
export interface ReplayFile {
  readonly version: 1;
  /** The same requests by hand. */
  readonly curl: readonly string[];
  readonly hole: Hole;
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** What a file of one hole holds. Throws, saying what is wrong, when it is none. */
export function parseReplayFile(content: string): ReplayFile {
  const result = file.safeParse(JSON.parse(content));
  if (!result.success) throw new Error(z.prettifyError(result.error).replaceAll(/\s*\n\s*/g, ' '));
  return result.data;
}
