import * as z from 'zod';
import { sinkKinds } from '../sinks/sink-kind.ts';
import { exactly } from './exactly.ts';
import { count, name, text } from './fields.ts';
import type { FindingSink, SourceLocation } from './finding-type.ts';

/** The dangerous API that was called. */
export const sinkSchema: z.ZodType<FindingSink> = exactly<FindingSink>()(
  z.object({ library: name, api: name, kind: z.enum(sinkKinds) }).readonly(),
);

/** A place in source code. */
export const locationSchema: z.ZodType<SourceLocation> = exactly<SourceLocation>()(
  z
    .object({
      file: text,
      line: count,
      column: count,
      function: name.exactOptional(),
      sourceMapped: z.boolean(),
    })
    .readonly(),
);
