import {
  actorKinds,
  type Decision,
  decisionActions,
  type Decisions,
  type IngestAnswer,
} from '@castellan/core';

const maxDecisions = 10_000;

/** The decisions in an answer of watch; `undefined` when it is none. What guard does not know is left out. */
export function readDecisions(answer: unknown): Decisions | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { policyVersion, decisions } = answer as Partial<Record<keyof Decisions, unknown>>;
  if (typeof policyVersion !== 'number' || !Number.isSafeInteger(policyVersion)) return undefined;
  if (!Array.isArray(decisions)) return { policyVersion };
  return { policyVersion, decisions: decisions.slice(0, maxDecisions).filter(isDecision) };
}

/** How many lines of a delivery watch could not read. */
export function rejectedIn(answer: unknown): number {
  const { rejected } = (answer ?? {}) as Partial<Record<keyof IngestAnswer, unknown>>;
  return typeof rejected === 'number' && rejected > 0 ? rejected : 0;
}

function isDecision(value: unknown): value is Decision {
  if (typeof value !== 'object' || value === null) return false;
  const { id, action, actor, end, includesCritical } = value as Record<keyof Decision, unknown>;
  if (typeof actor !== 'object' || actor === null) return false;
  const { kind, value: name } = actor as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    (decisionActions as readonly unknown[]).includes(action) &&
    (actorKinds as readonly unknown[]).includes(kind) &&
    typeof name === 'string' &&
    typeof end === 'string' &&
    !Number.isNaN(Date.parse(end)) &&
    typeof includesCritical === 'boolean'
  );
}
