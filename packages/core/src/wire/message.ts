import { CastellanError } from '../errors/castellan-error.ts';
import type { Finding } from './finding-type.ts';
import type { Heartbeat } from './heartbeat-type.ts';
import { parseFinding, parseHeartbeat } from './parse.ts';

/** One line of a delivery: `{"finding":{…}}` or `{"heartbeat":{…}}`. */
export type Message = { readonly finding: Finding } | { readonly heartbeat: Heartbeat };

/** The message in one line of NDJSON. Throws as `parseFinding` does. */
export function parseMessage(line: string): Message {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new CastellanError(
      'CASTELLAN_WIRE_INVALID',
      { message: 'message', problem: 'it is not JSON' },
      { cause: error },
    );
  }
  if (typeof value === 'object' && value !== null) {
    if ('finding' in value) return { finding: parseFinding(value.finding) };
    if ('heartbeat' in value) return { heartbeat: parseHeartbeat(value.heartbeat) };
  }
  throw new CastellanError('CASTELLAN_WIRE_INVALID', {
    message: 'message',
    problem: 'it holds neither "finding" nor "heartbeat"',
  });
}
