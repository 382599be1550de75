import {
  actorKinds,
  type Decision,
  decisionActions,
  type Decisions,
  type IngestAnswer,
  requestLimits,
} from '@castellan/core';

const maxDecisions = 10_000;

/** What an answer of watch says of decisions, and how many of those this guard does not know. */
export interface ReadDecisions extends Decisions {
  readonly unknown: number;
}

/** The decisions in an answer of watch; `undefined` when it is none. What guard does not know is left out. */
export function readDecisions(answer: unknown): ReadDecisions | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { policyVersion, decisions } = answer as Partial<Record<keyof Decisions, unknown>>;
  if (typeof policyVersion !== 'number' || !Number.isSafeInteger(policyVersion)) return undefined;
  if (!Array.isArray(decisions)) return { policyVersion, unknown: 0 };
  const known = decisions.slice(0, maxDecisions).filter(isDecision);
  return { policyVersion, decisions: known, unknown: decisions.length - known.length };
}

/** How many lines of a delivery watch could not read. */
export function rejectedIn(answer: unknown): number {
  const { rejected } = (answer ?? {}) as Partial<Record<keyof IngestAnswer, unknown>>;
  return typeof rejected === 'number' && rejected > 0 ? rejected : 0;
}

/** Whether watch asks for the list of packages. A watch of before never does. */
export function wantsInventory(answer: unknown): boolean {
  const { inventoryWanted } = (answer ?? {}) as Partial<Record<keyof IngestAnswer, unknown>>;
  return inventoryWanted === true;
}

function isDecision(value: unknown): value is Decision {
  if (typeof value !== 'object' || value === null) return false;
  const { id, action, actor, limit, end, includesCritical } = value as Record<
    keyof Decision,
    unknown
  >;
  if (typeof actor !== 'object' || actor === null) return false;
  const { kind, value: name } = actor as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    (decisionActions as readonly unknown[]).includes(action) &&
    (actorKinds as readonly unknown[]).includes(kind) &&
    typeof name === 'string' &&
    (action === 'limit' ? isLimit(limit) : limit === undefined) &&
    typeof end === 'string' &&
    !Number.isNaN(Date.parse(end)) &&
    typeof includesCritical === 'boolean'
  );
}

function isLimit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (['requests', 'seconds'] as const).every((key) => {
    const number: unknown = Reflect.get(value, key);
    const { least, most } = requestLimits[key];
    return Number.isInteger(number) && Number(number) >= least && Number(number) <= most;
  });
}
