import type { Inputs, Occurrence } from '../../context/inputs.ts';
import type { Verdict } from '../detection.ts';
import type { CodeCall } from '../sink-call.ts';
import { type Code, judge } from './judge.ts';
import { tokenize } from './lexer/tokenizer.ts';

/** What stands behind an opening tag to say how its value is put out, and what makes it a comment. */
const MARKS = '-=_';
const COMMENT = '#';

/** A template's text, and the code of its tags as far as it was read. */
interface Template {
  readonly source: string;
  readonly open: string;
  readonly close: string;
  readonly tags: Map<number, Code>;
}

/**
 * Judges the text of a template: an input that opens a tag brings code of its own, one that closes a
 * tag of the app's ends its code, and one within a tag is judged as code is. Outside it is only text.
 */
export function judgeTemplate(call: CodeCall, inputs: Inputs): Verdict | undefined {
  if (call.tags === undefined) return undefined;
  const [open, close] = call.tags;
  const template = { source: call.source, open, close, tags: new Map<number, Code>() };
  const whole = inputs.equalTo(call.source);
  const occurrences = inputs.occurrencesIn(call.source);
  let found: Verdict | undefined;
  for (const occurrence of whole === undefined ? occurrences : [whole, ...occurrences]) {
    const verdict = judgeOne(template, occurrence);
    if (verdict?.outcome === 'attack') return verdict;
    found ??= verdict;
  }
  return found;
}

function judgeOne(template: Template, occurrence: Occurrence): Verdict | undefined {
  const { source, open, close } = template;
  const { start, end } = occurrence;
  const piece = source.slice(start, end);
  const tag = piece.indexOf(open);
  if (tag >= 0) {
    const last = source.indexOf(close, start + tag);
    const span = { start: start + tag, end: last < 0 ? end : Math.min(end, last + close.length) };
    return attack(occurrence, span, 'The input brought code of its own into a template.');
  }
  const opened = source.lastIndexOf(open, start);
  if (opened < 0) return undefined;
  const from = opened + open.length;
  const closed = source.indexOf(close, from);
  if (closed >= 0 && closed < start) return undefined;
  if (piece.includes(close)) {
    return attack(occurrence, { start, end }, 'The input ended the code of a template.');
  }
  return judgeCode(template, occurrence, from, closed < 0 ? source.length : closed);
}

/** Judges an input within a tag, whose code lies between `from` and `to`. */
function judgeCode(
  { source, tags }: Template,
  occurrence: Occurrence,
  from: number,
  to: number,
): Verdict | undefined {
  const mark = source.charAt(from);
  if (mark === COMMENT) return undefined;
  const at = MARKS.includes(mark) ? from + 1 : from;
  let code = tags.get(at);
  if (code === undefined) {
    const text = source.slice(at, to);
    code = { source: text, form: 'script', tokens: tokenize(text, 'script') };
    tags.set(at, code);
  }
  const start = Math.max(0, occurrence.start - at);
  const verdict = judge(code, { ...occurrence, start, end: occurrence.end - at });
  if (verdict === undefined) return undefined;
  const span = { start: verdict.span.start + at, end: verdict.span.end + at };
  return { ...verdict, occurrence, span };
}

function attack(occurrence: Occurrence, span: Verdict['span'], reason: string): Verdict {
  return { outcome: 'attack', confidence: 'likely', occurrence, span, reason };
}
