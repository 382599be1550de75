import * as z from 'zod';
import { CastellanError } from '../errors/castellan-error.ts';
import { exactly } from './exactly.ts';
import { excerptText, name, text } from './fields.ts';
import { findingSchema } from './finding.ts';
import { wireLimits } from './limits.ts';
import { locationSchema, sinkSchema } from './places.ts';
import type { SensorMessage } from './sensor-type.ts';

const exchange = z.int().nonnegative();
const names = z.array(text).max(wireLimits.list).readonly();
const route = z.object({ method: name, pattern: text }).readonly();

const hello = z
  .object({
    version: z.literal(1),
    key: name,
    instance: name,
    app: name,
    mode: name,
    nodeVersion: name,
  })
  .readonly();

const sighting = z
  .object({
    exchange,
    sink: sinkSchema,
    text: excerptText,
    operation: name.exactOptional(),
    bound: names,
    location: locationSchema.exactOptional(),
  })
  .readonly();

const expression = z
  .object({
    source: excerptText,
    flags: z.string().max(16),
    length: z.int().nonnegative(),
    elapsedMs: z.number().nonnegative(),
    canaries: names,
    location: locationSchema.exactOptional(),
  })
  .readonly();

const over = z
  .object({
    exchange,
    route: text.exactOptional(),
    reads: names,
    polluted: names,
    expressions: z.array(expression).max(wireLimits.list).readonly().exactOptional(),
  })
  .readonly();

const schema = exactly<SensorMessage>()(
  z.union([
    z.object({ sighting }).readonly(),
    z.object({ over }).readonly(),
    z.object({ verdict: z.object({ exchange, finding: findingSchema }).readonly() }).readonly(),
    z.object({ routes: z.array(route).max(wireLimits.routes).readonly() }).readonly(),
    z.object({ unseen: z.object({ library: name, cause: text }).readonly() }).readonly(),
    z.object({ listening: z.object({ port: z.int().min(1).max(65_535) }).readonly() }).readonly(),
    z.object({ hello }).readonly(),
  ]),
);

/** What one line of a sensor says. Throws CASTELLAN_WIRE_INVALID for anything else. */
export function parseSensorMessage(line: string): SensorMessage {
  const problem = (cause: string): CastellanError<'CASTELLAN_WIRE_INVALID'> =>
    new CastellanError('CASTELLAN_WIRE_INVALID', {
      message: 'message of a sensor',
      problem: cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw problem('it is not JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw problem(z.prettifyError(result.error).replaceAll(/\s*\n\s*/g, ' '));
}
