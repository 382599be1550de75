import type { SinkCall } from '../detections/sink-call.ts';

/** The text of a call that a detection's span refers to. */
export function callText(call: SinkCall): string {
  switch (call.kind) {
    case 'sql':
    case 'shell':
      return call.text;
    case 'program':
      return [call.file, ...call.args].join(' ');
    case 'path':
      return call.path;
    case 'connect':
      return call.host;
    case 'code':
      return call.source;
  }
}
