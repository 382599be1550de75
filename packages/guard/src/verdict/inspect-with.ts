import type { Inputs } from '../context/inputs.ts';
import type { Detection, Verdict } from '../detections/detection.ts';
import type { SinkCall } from '../detections/sink-call.ts';
import { counters } from './counters.ts';

/** One detection's verdict, whatever time the request has spent; by its cheap test where it throws. */
export function inspectWith(
  detection: Detection,
  call: SinkCall,
  inputs: Inputs,
): Verdict | undefined {
  try {
    return detection.inspect(call, inputs);
  } catch {
    counters.faults += 1;
    return detection.inspectConservatively(call, inputs);
  }
}
