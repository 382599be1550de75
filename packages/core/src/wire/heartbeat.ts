import * as z from 'zod';
import { exactly } from './exactly.ts';
import { count, name, text, time } from './fields.ts';
import { coverageLayers, coverageStatuses, type Heartbeat } from './heartbeat-type.ts';
import { inventorySchema } from './inventory.ts';
import { wireLimits, wireVersion } from './limits.ts';

const coverage = z
  .object({
    library: name,
    version: name,
    path: text.exactOptional(),
    status: z.enum(coverageStatuses),
    layer: z.enum(coverageLayers),
    cause: text.exactOptional(),
  })
  .readonly();

const exception = z
  .object({ detection: name, route: name, input: name, until: z.iso.date(), used: count })
  .readonly();

/** A sign of life as it travels. Keys that it does not know are left out. */
export const heartbeatSchema: z.ZodType<Heartbeat> = exactly<Heartbeat>()(
  z
    .object({
      version: z.literal(wireVersion),
      time,
      app: name,
      environment: name,
      instance: name,
      nodeVersion: name,
      guardVersion: name,
      coverage: z.array(coverage).max(wireLimits.coverage).readonly(),
      exceptions: z.array(exception).max(wireLimits.list).readonly().exactOptional(),
      counters: z
        .object({
          faults: count,
          inspections: count,
          blocks: count,
          turnedAway: count,
          truncated: count,
          lost: count,
        })
        .readonly(),
      inventory: inventorySchema.exactOptional(),
    })
    .readonly(),
);
