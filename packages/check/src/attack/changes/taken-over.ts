import { canariesIn, type Sighting } from '@castellan/core';
import type { Exchange } from '../prober.ts';
import { isAccepted, isGiven } from '../sessions/asker.ts';
import { changedObjects, isSameValue, objectsIn } from './json-objects.ts';

/** A field that was sent beside what the app asks for. */
export interface ExtraField {
  readonly field: string;
  readonly value: unknown;
}

/** A change without the field and with it, and what the app shows of the object after each. */
export interface FieldTrial {
  readonly without: Exchange;
  readonly with: Exchange;
  readonly before?: Exchange;
  readonly after?: Exchange;
}

/** Where the field came to light. */
export interface TakenOver {
  readonly where: 'read' | 'sink' | 'answer';
  readonly sighting?: Sighting;
}

/**
 * Whether the app took the field over: it is read again afterwards, or was written to a column of its
 * name. What the answer alone shows may be an echo, and counts where there is nothing else to look at.
 */
export function takenOver(extra: ExtraField, trial: FieldTrial): TakenOver | undefined {
  const { with: sent, without, before, after } = trial;
  if (!isAccepted(without.answer) || !isAccepted(sent.answer)) return undefined;
  if (isGiven(before?.answer) && isGiven(after?.answer)) {
    if (shows(extra, before.answer.body, after.answer.body)) return { where: 'read' };
  } else if (shows(extra, without.answer.body, sent.answer.body)) return { where: 'answer' };
  const sighting = sent.sightings.find((one) => assigns(one, extra));
  return sighting && { where: 'sink', sighting };
}

/** True where an object is there now that has the field so, and was not there before. */
function shows({ field, value }: ExtraField, before: string, after: string): boolean {
  return changedObjects(before, after).some(
    (one) => Object.hasOwn(one, field) && isSameValue(one[field], value),
  );
}

/** True where some object shows the field. */
export function hasField({ answer }: Exchange, field: string): boolean {
  return isGiven(answer) && objectsIn(answer.body).some((one) => Object.hasOwn(one, field));
}

/** A statement that writes a column of that name, and holds the value. */
function assigns({ sink, text, bound }: Sighting, { field, value }: ExtraField): boolean {
  if (sink.kind !== 'sql' || !/^\s*(?:insert|update|replace|merge)\b/i.test(text)) return false;
  const [canary] = canariesIn(JSON.stringify(value));
  if (canary === undefined || ![...canariesIn(text), ...bound].includes(canary)) return false;
  const names = [field, field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
  const words = new Set(text.toLowerCase().split(/\W+/));
  return names.some((name) => words.has(name.toLowerCase()));
}
