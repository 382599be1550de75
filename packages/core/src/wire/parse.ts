import * as z from 'zod';
import { CastellanError } from '../errors/castellan-error.ts';
import type { Finding } from './finding-type.ts';
import { findingSchema } from './finding.ts';
import type { Heartbeat } from './heartbeat-type.ts';
import { heartbeatSchema } from './heartbeat.ts';
import { wireVersion } from './limits.ts';
import { plainMatcher } from './plain-matcher.ts';

const isPlainFinding = plainMatcher(findingSchema);

/**
 * The finding that `value` (parsed JSON) holds.
 * Throws CASTELLAN_WIRE_VERSION for a newer version, CASTELLAN_WIRE_INVALID for anything else.
 */
export function parseFinding(value: unknown): Finding {
  return isPlainFinding(value) ? (value as Finding) : parse('finding', findingSchema, value);
}

/** The heartbeat that `value` (parsed JSON) holds. Throws as `parseFinding` does. */
export function parseHeartbeat(value: unknown): Heartbeat {
  return parse('heartbeat', heartbeatSchema, value);
}

function parse<Message>(message: string, schema: z.ZodType<Message>, value: unknown): Message {
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : 0;
  if (typeof version === 'number' && version > wireVersion) {
    throw new CastellanError('CASTELLAN_WIRE_VERSION', {
      message,
      version,
      supported: wireVersion,
    });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problem = z.prettifyError(result.error).replace(/\s*\n\s*/g, ' ');
  throw new CastellanError('CASTELLAN_WIRE_INVALID', { message, problem }, { cause: result.error });
}
