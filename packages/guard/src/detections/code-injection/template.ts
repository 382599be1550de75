import type { Inputs, Occurrence } from '../../context/inputs.ts';
import type { Verdict } from '../detection.ts';
import type { CodeCall } from '../sink-call.ts';

/**
 * Judges the text of a template: an input that opens a tag brings code of its own, and one that
 * stands in a tag of the app's is code already. Outside of tags it is only text.
 */
export function judgeTemplate(call: CodeCall, inputs: Inputs): Verdict | undefined {
  if (call.tags === undefined) return undefined;
  const [open, close] = call.tags;
  const whole = inputs.equalTo(call.source);
  const occurrences = inputs.occurrencesIn(call.source);
  for (const occurrence of whole === undefined ? occurrences : [whole, ...occurrences]) {
    const verdict = judgeOne(call.source, occurrence, open, close);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function judgeOne(
  source: string,
  occurrence: Occurrence,
  open: string,
  close: string,
): Verdict | undefined {
  const { start, end } = occurrence;
  const tag = source.slice(start, end).indexOf(open);
  if (tag >= 0) {
    const last = source.indexOf(close, start + tag);
    const span = { start: start + tag, end: last < 0 ? end : Math.min(end, last + close.length) };
    return attack(occurrence, span, 'The input brought code of its own into a template.');
  }
  const opened = source.lastIndexOf(open, start);
  if (opened < 0) return undefined;
  const closed = source.indexOf(close, opened + open.length);
  if (closed >= 0 && closed < start) return undefined;
  return attack(occurrence, { start, end }, 'The input stands where a template holds code.');
}

function attack(occurrence: Occurrence, span: Verdict['span'], reason: string): Verdict {
  return { outcome: 'attack', confidence: 'likely', occurrence, span, reason };
}
