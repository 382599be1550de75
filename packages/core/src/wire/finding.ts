import * as z from 'zod';
import { confidences, severities } from '../vocabulary/severity.ts';
import { transformations } from '../vocabulary/transformation.ts';
import { dispositions, modes, outcomes } from '../vocabulary/verdict.ts';
import { exactly } from './exactly.ts';
import { count, excerptText, name, text, time } from './fields.ts';
import type { Finding } from './finding-type.ts';
import { wireLimits, wireVersion } from './limits.ts';
import { locationSchema, sinkSchema } from './places.ts';

const request = z
  .object({
    id: name,
    method: name,
    route: text.exactOptional(),
    path: text,
    address: name.exactOptional(),
    userAgent: text.exactOptional(),
    user: z.object({ id: name, name: name.exactOptional() }).readonly().exactOptional(),
    tokenFingerprint: name.exactOptional(),
  })
  .readonly();

const input = z
  .object({
    path: text,
    excerpt: excerptText,
    transformations: z.array(z.enum(transformations)).max(wireLimits.list).readonly(),
  })
  .readonly();

const span = z
  .object({ excerpt: excerptText, start: count, end: count })
  .readonly()
  .refine(({ excerpt, start, end }) => start <= end && end <= excerpt.length, {
    error: 'the span does not lie within its excerpt',
  });

const ids = z.array(name).max(wireLimits.list).readonly();

/** One verdict as it travels. Keys that it does not know are left out. */
export const findingSchema: z.ZodType<Finding> = exactly<Finding>()(
  z
    .object({
      version: z.literal(wireVersion),
      id: z.guid(),
      time,
      app: name,
      environment: name,
      instance: name,
      detection: name,
      outcome: z.enum(outcomes),
      confidence: z.enum(confidences),
      severity: z.enum(severities),
      disposition: z.enum(dispositions),
      mode: z.enum(modes),
      cwe: z.int().positive(),
      practices: ids,
      controls: ids,
      reason: text,
      request: request.exactOptional(),
      input,
      sink: sinkSchema,
      span,
      location: locationSchema.exactOptional(),
      stack: z.array(locationSchema).max(wireLimits.list).readonly(),
      advice: text,
      count: z.int().positive(),
      drill: name.exactOptional(),
    })
    .readonly(),
);
