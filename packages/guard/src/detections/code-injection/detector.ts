import type { Inputs, Occurrence } from '../../context/inputs.ts';
import type { Detection, Verdict } from '../detection.ts';
import type { CodeCall } from '../sink-call.ts';
import { type Code, isLiteralText, judge } from './judge.ts';
import { tokenize } from './lexer/tokenizer.ts';
import { unreadVerdict } from '../unread.ts';
import { meta } from './meta.ts';
import { judgeTemplate } from './template.ts';

/** Input that becomes part of a program: it must stay inside one literal of the source. */
export const detection: Detection<CodeCall> = {
  meta,
  inspect,
  inspectConservatively,
  inspectUnread,
};

function inspect(call: CodeCall, inputs: Inputs): Verdict | undefined {
  if (call.form === 'template') return judgeTemplate(call, inputs);
  const occurrences = inputs.occurrencesIn(call.source);
  const whole = inputs.equalTo(call.source);
  if (occurrences.length === 0 && whole === undefined) return undefined;
  const { source, form } = call;
  const code = { source, form, tokens: tokenize(source, form === 'module' ? 'module' : 'script') };
  const verdict = whole && judge(code, whole);
  return verdict?.outcome === 'attack' ? verdict : judgeAll(code, occurrences, verdict);
}

/** The first attack, else the first weakness. Passes over what lies inside a run already judged harmless. */
function judgeAll(
  code: Code,
  occurrences: readonly Occurrence[],
  known?: Verdict,
): Verdict | undefined {
  let found = known;
  let judgedUntil = known?.span.end ?? 0;
  for (const occurrence of occurrences) {
    if (occurrence.end <= judgedUntil) continue;
    const verdict = judge(code, occurrence);
    if (verdict === undefined) continue;
    if (verdict.outcome === 'attack') {
      if (isChance(code, occurrence, occurrences)) continue;
      return verdict;
    }
    found ??= verdict;
    judgedUntil = verdict.span.end;
  }
  return found;
}

/** How many neighbours of an occurrence are looked at; more overlap only in made-up texts. */
const maxNeighbours = 64;

/**
 * True when the same input stands escaped inside one literal right here, so that the find as sent
 * only caught some of its signs and the delimiter: `'\\'` within `'\\'\\\\\\''`.
 */
function isChance(code: Code, found: Occurrence, occurrences: readonly Occurrence[]): boolean {
  const at = occurrences.indexOf(found);
  return occurrences
    .slice(Math.max(0, at - maxNeighbours), at + maxNeighbours)
    .some(
      (other) =>
        other.input === found.input &&
        other.end - other.start > found.end - found.start &&
        other.start < found.end &&
        found.start < other.end &&
        isLiteralText(code, other),
    );
}

/** Signs that separate, call, assign, quote or escape. */
const activeSigns = /[^\p{L}\p{N}\s_.,:-]/u;

function inspectConservatively(call: CodeCall, inputs: Inputs): Verdict | undefined {
  const whole = inputs.equalTo(call.source);
  const found = whole ? [whole] : inputs.occurrencesIn(call.source);
  for (const occurrence of found) {
    const { start, end } = occurrence;
    if (end - start <= 2 || !activeSigns.test(call.source.slice(start, end))) continue;
    return {
      outcome: 'attack',
      confidence: 'possible',
      occurrence,
      span: { start, end },
      reason: 'The input put signs into code that can change its structure.',
    };
  }
  return undefined;
}

/** Any source that does more than name a value; templates are files of the app. */
function inspectUnread({ source, form }: CodeCall): Verdict | undefined {
  const at = form === 'template' ? -1 : source.search(/[(=`]/);
  return at < 0 ? undefined : unreadVerdict(at, source.length);
}
