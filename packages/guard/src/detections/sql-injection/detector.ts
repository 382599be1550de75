import type { Inputs, Occurrence } from '../../context/inputs.ts';
import type { Detection, Verdict } from '../detection.ts';
import type { SqlCall } from '../sink-call.ts';
import { undoubled } from '../undoubled.ts';
import { judgeCode } from './judge-code.ts';
import { isInside, judgeInside } from './judge-literal.ts';
import type { Judgement } from './judgement.ts';
import { meta } from './meta.ts';
import { Statement } from './statement.ts';

/**
 * Judges whether input stayed data in a statement: inside one literal, or a plain value (Ray and
 * Ligatti, "Defining code-injection attacks", POPL 2012). The first attack wins over weaknesses.
 */
function inspect(call: SqlCall, inputs: Inputs): Verdict | undefined {
  let verdict = inspectText(call, inputs);
  if (call.alsoAs !== undefined && verdict?.outcome !== 'attack') {
    verdict = inspectText({ ...call, ...call.alsoAs }, inputs) ?? verdict;
  }
  if (verdict?.outcome === 'attack' || call.isCutOff !== true) return verdict;
  return inspectUnread(call, inputs) ?? verdict;
}

/** What was not read of a request may stand in what was not read of a statement. */
function inspectUnread(call: SqlCall, inputs: Inputs): Verdict | undefined {
  if (!inputs.truncated) return undefined;
  const longest = inputs.values().toSorted((a, b) => b.value.length - a.value.length)[0];
  const input = longest ?? { path: 'body', value: '' };
  const { length } = call.text;
  return {
    outcome: 'attack',
    confidence: 'possible',
    occurrence: { input, start: length, end: length, transformations: [] },
    span: { start: length, end: length },
    reason: 'Neither the statement nor the request was read to its end: both are too long.',
  };
}

function inspectText(call: SqlCall, inputs: Inputs): Verdict | undefined {
  const occurrences = inputs.occurrencesIn(call.text);
  if (occurrences.length === 0) return undefined;
  const statement = new Statement(call);
  let weakness: Verdict | undefined;
  for (const occurrence of occurrences) {
    const verdict = inspectPlace(statement, occurrence);
    if (verdict?.outcome === 'attack') return verdict;
    weakness ??= verdict;
  }
  return weakness;
}

function inspectPlace(statement: Statement, occurrence: Occurrence): Verdict | undefined {
  const judgement = judge(statement, occurrence);
  if (judgement?.outcome !== 'attack') {
    const sent = undoubled(statement.text, occurrence);
    const other = sent && judge(statement, sent);
    if (sent && other?.outcome === 'attack') return verdictOf(other, sent);
  }
  return judgement && verdictOf(judgement, occurrence);
}

function judge(statement: Statement, occurrence: Occurrence): Judgement | undefined {
  const { start, end, transformations } = occurrence;
  const first = statement.firstTouching(start, end);
  const { tokens } = statement;
  if (first >= tokens.length || tokens.start(first) >= end) return undefined;
  const stretch = { start, end, isPart: transformations.includes('part') };
  return isInside(statement, first, stretch)
    ? judgeInside(statement, first, stretch)
    : judgeCode(statement, first, stretch);
}

function verdictOf(judgement: Judgement, occurrence: Occurrence): Verdict {
  const { outcome, confidence, start, end, reason } = judgement;
  return { outcome, confidence, occurrence, span: { start, end }, reason };
}

const structureMarks = /['"`;\\]|--|\/\*|\*\/|#|\b(?:or|and|union|select)\b/i;

function inspectConservatively(call: SqlCall, inputs: Inputs): Verdict | undefined {
  for (const occurrence of inputs.occurrencesIn(call.text)) {
    const { start, end } = occurrence;
    if (!structureMarks.test(call.text.slice(start, end))) continue;
    return {
      outcome: 'attack',
      confidence: 'possible',
      occurrence,
      span: { start, end },
      reason:
        'The input holds characters that can change a statement, and it was not judged closer.',
    };
  }
  return undefined;
}

export const detection: Detection<SqlCall> = { meta, inspect, inspectConservatively };
