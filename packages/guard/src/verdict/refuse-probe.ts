import { BlockedError } from '@castellan/core';
import type { RequestContext } from '../context/request-context.ts';
import type { SinkCall } from '../detections/sink-call.ts';
import { callText } from './call-text.ts';

/**
 * Refuses a call that carries what the probe sent. A probe asks whether a hook fires and reads the
 * right argument; running the detectors too, all of them cold, was measured to double guard's start-up.
 */
export function refuseProbe(context: RequestContext, call: SinkCall): BlockedError | undefined {
  const { probe = '' } = context;
  const text = callText(call);
  const carries = probe !== '' && text !== '' && (text.includes(probe) || probe.includes(text));
  if (!carries) return undefined;
  context.blockedBy = 'probe';
  return new BlockedError('probe', 'probe');
}
