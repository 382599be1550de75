import * as z from 'zod';
import { modes } from '../vocabulary/verdict.ts';
import { exactly } from './exactly.ts';
import { count, name, text, time } from './fields.ts';
import type { Inventory } from './inventory-type.ts';
import { wireLimits } from './limits.ts';

const mode = z.enum(modes);
const modeOfDetection = z.record(name, mode).readonly();
const anyName = z.string().max(wireLimits.name);

/** An inventory as it travels. Keys that it does not know are left out. */
export const inventorySchema: z.ZodType<Inventory> = exactly<Inventory>()(
  z
    .object({
      parts: z.array(name).max(wireLimits.list).readonly(),
      platform: name,
      host: name.exactOptional(),
      pid: count,
      startMode: name,
      startedAt: time,
      modes: modeOfDetection,
      exceptions: z
        .array(
          z
            .object({
              route: text,
              mode,
              detections: z.array(name).max(wireLimits.list).readonly().exactOptional(),
            })
            .readonly(),
        )
        .max(wireLimits.exceptions)
        .readonly(),
      seesEsModules: z.boolean(),
      packagesDigest: name.exactOptional(),
      packages: z
        .array(z.object({ name, version: name, place: anyName }).readonly())
        .max(wireLimits.packages)
        .readonly()
        .exactOptional(),
      routes: z
        .array(
          z
            .object({
              method: name,
              pattern: anyName,
              count,
              modes: modeOfDetection.exactOptional(),
            })
            .readonly(),
        )
        .max(wireLimits.routes)
        .readonly(),
      outbound: z
        .array(z.object({ host: name, port: count, library: name, count }).readonly())
        .max(wireLimits.outbound)
        .readonly(),
      leftOut: z.object({ packages: count, routes: count, outbound: count }).readonly(),
    })
    .readonly(),
);
