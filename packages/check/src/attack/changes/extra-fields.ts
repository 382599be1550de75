import type { Hole, Oracle, SentRequest } from '../../analysis/attack/record.ts';
import { buildRequest } from '../build-request.ts';
import { type Endpoint, type Input, inputPath } from '../endpoint.ts';
import { holeOf } from '../hole.ts';
import type { Exchange, Prober } from '../prober.ts';
import { isAccepted, isGiven } from '../sessions/asker.ts';
import { anotherValue, isGuarded, isIdentity } from './guarded-fields.ts';
import { type JsonObject, objectsIn } from './json-objects.ts';
import { ownObject, type OwnObject } from './own-object.ts';
import {
  type ExtraField,
  type FieldTrial,
  hasField,
  type TakenOver,
  takenOver,
} from './taken-over.ts';

/** What came of trying one endpoint. */
export interface FieldsOutcome {
  readonly holes: readonly Hole[];
  /** Fields that were sent. */
  readonly tried: number;
}

const maxFields = 12;

/**
 * Sends fields that the app's own objects have and that neither its code, documents nor forms name, and
 * looks whether they are taken over. What was changed is put back where the app takes that too.
 */
export async function proveExtraFields(
  endpoint: Endpoint,
  endpoints: readonly Endpoint[],
  prober: Prober,
): Promise<FieldsOutcome> {
  const none: FieldsOutcome = { holes: [], tried: 0 };
  if (endpoint.bodyForm !== 'json' && endpoint.bodyForm !== 'form') return none;
  // Without code, document or form nobody knows which fields are meant to be set.
  if (!prober.hasSensor && declaredBy(endpoint).size === 0) return none;
  const own = await ownObject(endpoint, endpoints, prober);
  const without = await prober.send(buildRequest(own.endpoint, own.values));
  if (!isAccepted(without.answer)) return none;
  const before = own.read && (await prober.send(own.read));
  const trial = { own, without, ...(before && isGiven(before.answer) && { before }) };
  const holes: Hole[] = [];
  const fields = fieldsToSend(endpoint, trial, prober);
  for (const extra of fields) {
    const hole = await proveField(extra, trial, prober);
    if (hole !== undefined) holes.push(hole);
  }
  return { holes, tried: fields.length };
}

interface Start {
  readonly own: OwnObject;
  readonly without: Exchange;
  readonly before?: Exchange;
}

interface FieldToSend extends ExtraField {
  readonly old: unknown;
}

function declaredBy({ inputs }: Endpoint): Set<string> {
  const body = [...inputs.values()].filter(({ carrier }) => carrier === 'body');
  return new Set(body.flatMap(({ name }) => [name, name.split('.')[0]!]));
}

/** Fields of the app's objects that nobody said may be set. */
function fieldsToSend(
  endpoint: Endpoint,
  { without, before }: Start,
  prober: Prober,
): readonly FieldToSend[] {
  const declared = declaredBy(endpoint);
  const found = new Map<string, FieldToSend>();
  for (const one of [before, without].flatMap((shown) => objectsOf(shown)))
    for (const [field, old] of Object.entries(one)) {
      if (found.has(field) || declared.has(field) || !isGuarded(field)) continue;
      if (isIdentity(field) && endpoint.method !== 'POST') continue;
      const value = anotherValue(field, old, prober);
      if (value !== undefined) found.set(field, { field, value, old });
    }
  return [...found.values()].slice(0, maxFields);
}

function objectsOf(exchange: Exchange | undefined): readonly JsonObject[] {
  return exchange?.answer === undefined ? [] : objectsIn(exchange.answer.body);
}

async function proveField(
  extra: FieldToSend,
  start: Start,
  prober: Prober,
): Promise<Hole | undefined> {
  const { field, value, old } = extra;
  const { own, without, before } = start;
  const sentWith = (given: unknown, name = field): SentRequest =>
    withField(own.endpoint, own.values, name, given);
  const trial = await tryField(sentWith(value), start, prober);
  if (!isAccepted(trial.with.answer)) return undefined;
  const restore = own.isOne && before !== undefined ? sentWith(old) : undefined;
  const again = { own, ...againFrom(trial, without) };
  const back = restore && (await tryField(restore, again, prober));
  const taken = takenOver(extra, trial);
  if (taken === undefined) return undefined;
  if (typeof value === 'boolean') {
    // Of two values one is there by chance: both must come about as they are sent.
    const other = back ?? (await tryField(sentWith(old), again, prober));
    if (takenOver({ field, value: old }, other) === undefined) return undefined;
  }
  const unknown = prober.canary();
  const strange = await prober.send(sentWith(value, unknown));
  if (isRefused(strange) || (taken.where === 'answer' && hasField(strange, unknown)))
    return undefined;
  const isBack = back !== undefined && takenOver({ field, value: old }, back) !== undefined;
  return holeFor(extra, start, trial, { taken, restore, isBack });
}

async function tryField(
  request: SentRequest,
  { own, without, before }: Start,
  prober: Prober,
): Promise<FieldTrial> {
  const sent = await prober.send(request);
  const after = own.read && before && (await prober.send(own.read));
  return { without, with: sent, ...(before && { before }), ...(after && { after }) };
}

/** What is shown now is what the next change starts from. */
function againFrom(
  { with: sent, after }: FieldTrial,
  without: Exchange,
): Pick<Start, 'without' | 'before'> {
  return { without: isAccepted(sent.answer) ? sent : without, ...(after && { before: after }) };
}

/** A schema that refuses what it does not name has named the field that it let in. */
function isRefused({ answer }: Exchange): boolean {
  return answer === undefined || answer.status === 400 || answer.status === 422;
}

function withField(
  endpoint: Endpoint,
  values: ReadonlyMap<Input, unknown>,
  name: string,
  given: unknown,
): SentRequest {
  const input: Input = { carrier: 'body', name };
  const inputs = new Map([...endpoint.inputs, [inputPath(input), input]]);
  return buildRequest({ ...endpoint, inputs }, new Map([...values, [input, given]]));
}

const seen = {
  read: 'is shown so afterwards',
  sink: 'is written to the database',
  answer: 'comes back in the answer, as what means nothing does not',
} as const;

function holeFor(
  { field, value }: ExtraField,
  { own, without }: Start,
  trial: FieldTrial,
  {
    taken,
    restore,
    isBack,
  }: { taken: TakenOver; restore: SentRequest | undefined; isBack: boolean },
): Hole {
  const { where, sighting } = taken;
  const oracle: Oracle = {
    by: 'taken-over',
    field,
    value: JSON.stringify(value),
    reads: trial.after !== undefined,
    restores: restore !== undefined,
  };
  const requests = [without, trial.with, ...(trial.after ? [trial.after] : [])].map(
    ({ request }) => request,
  );
  const hole = holeOf(
    own.endpoint,
    { carrier: 'body', name: field },
    {
      kind: 'mass-assignment',
      reason: `body.${field} is taken over from whoever sends it, though nothing of the app's asks for it: it ${seen[where]}${restore !== undefined && !isBack ? '; the old value could not be put back' : ''}`,
      confidence: where === 'answer' ? 'likely' : 'certain',
      evidence:
        sighting?.text ?? `${field}: ${JSON.stringify(value)}${isBack ? ', and put back' : ''}`,
      oracle,
      exchanges: [],
    },
  );
  const { location, sink } = sighting ?? {};
  return {
    ...hole,
    ...(sink && { sink }),
    ...(location && {
      location: { file: location.file, line: location.line, column: location.column },
    }),
    requests: restore === undefined ? requests : [...requests, restore],
  };
}
