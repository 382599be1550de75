import { canariesIn } from '@castellan/core';
import { addInput, type BodyForm, changesState, type Endpoint, type Input } from './endpoint.ts';
import type { Exchange, Prober } from './prober.ts';

/** How often an app may be asked again since it read one more name. */
const maxRounds = 6;
const maxInputs = 60;
const bodyForms: readonly BodyForm[] = ['json', 'form', 'multipart'];

/** What one way to write the body led to. */
interface Trial {
  readonly form: BodyForm | undefined;
  readonly inputs: Endpoint['inputs'];
  readonly score: number;
}

/**
 * Finds out what an endpoint takes: it is sent what is known, and asked again with what it was seen to
 * read, until it reads nothing new. Of the ways to write a body the one that led furthest is kept.
 */
export async function learnInputs(endpoint: Endpoint, prober: Prober): Promise<void> {
  const mayHaveBody = changesState(endpoint);
  const forms = endpoint.bodyForm ? [endpoint.bodyForm] : mayHaveBody ? bodyForms : [undefined];
  let best: Trial | undefined;
  for (const form of forms) {
    const trial = await tryForm({ ...endpoint, inputs: copied(endpoint) }, form, prober);
    if (best === undefined || trial.score > best.score) best = trial;
    if (trial.score >= good) break;
  }
  if (best === undefined) return;
  endpoint.inputs.clear();
  for (const [key, input] of best.inputs) endpoint.inputs.set(key, input);
  if (best.form !== undefined) endpoint.bodyForm = best.form;
}

function copied({ inputs }: Endpoint): Endpoint['inputs'] {
  return new Map([...inputs].map(([key, input]) => [key, { ...input }]));
}

async function tryForm(
  endpoint: Endpoint,
  form: BodyForm | undefined,
  prober: Prober,
): Promise<Trial> {
  if (form !== undefined) endpoint.bodyForm = form;
  let last: Exchange | undefined;
  for (let round = 0; round < maxRounds; round += 1) {
    const values = new Map([...endpoint.inputs.values()].map((one) => [one, prober.canary()]));
    last = await prober.try(endpoint, withSamples(values), true);
    if (addReads(endpoint, last.over?.reads ?? [], form)) continue;
    if (form !== 'json' || !(await openUp(endpoint, prober))) break;
  }
  return { form, inputs: endpoint.inputs, score: last === undefined ? 0 : scoreOf(last) };
}

/**
 * A word has no fields: what an app reads of a field below another shows only where that one is an
 * object. True when something new was read.
 */
async function openUp(endpoint: Endpoint, prober: Prober): Promise<boolean> {
  let isNew = false;
  const known = [...endpoint.inputs.values()];
  for (const input of known) {
    if (input.carrier !== 'body' || input.sample !== undefined || input.isList === true) continue;
    if (input.isOpened === true) continue;
    input.isOpened = true;
    const { over } = await prober.try(endpoint, new Map([[input, {}]]), true);
    const inner = (over?.reads ?? []).filter((read) => isField(read, input.name));
    if (addReads(endpoint, inner, 'json')) isNew = true;
  }
  return isNew;
}

function isField(read: string, parent: string): boolean {
  const lead = `body.${parent}.`;
  const inner = read.slice(lead.length);
  return read.startsWith(lead) && !inner.startsWith('$') && !ofTexts.test(inner);
}

/** Known samples go first: they lead further into the app than made-up words. */
function withSamples(values: ReadonlyMap<Input, string>): Map<Input, unknown> {
  return new Map([...values].map(([input, canary]) => [input, input.sample ?? canary]));
}

const good = 3;

/** An answer that is no error, values that reached a sink, and inputs that were asked for. */
function scoreOf({ answer, sightings, over }: Exchange): number {
  const reaches = sightings.some(
    ({ text, bound }) => bound.length > 0 || canariesIn(text).length > 0,
  );
  const asks = over?.reads.some((name) => /^(?:body|form)\./.test(name)) === true;
  const isFine = answer !== undefined && answer.status < 500;
  return (isFine ? 2 : 0) + (reaches ? 2 : 0) + (asks ? 1 : 0);
}

/** True when something new was among them. */
function addReads(endpoint: Endpoint, reads: readonly string[], form?: BodyForm): boolean {
  let isNew = false;
  for (const read of reads) {
    if (endpoint.inputs.size >= maxInputs) return isNew;
    const input = inputOf(read, form);
    if (input !== undefined && addInput(endpoint, input)) isNew = true;
  }
  return isNew;
}

function inputOf(read: string, form?: BodyForm): Input | undefined {
  const [, carrier, path] = /^(query|body|header|cookie|form)\.(.+)$/s.exec(read) ?? [];
  if (carrier === undefined || path === undefined) return undefined;
  const [name = '', ...rest] = path.split(/\.|\[/);
  if (ofThings.test(name) || !/^[\w$-]{1,60}$/.test(name)) return undefined;
  if (carrier === 'form') return form === 'multipart' ? { carrier: 'file', name } : undefined;
  if (carrier === 'header' || carrier === 'cookie') return { carrier, name };
  if (carrier === 'body' && form === undefined) return undefined;
  const isList = rest.some((one) => /^\d+\]?$/.test(one) || one === 'length');
  const inner = rest.filter(
    (one) => /^[\w$-]+$/.test(one) && !ofThings.test(one) && !/^\d/.test(one),
  );
  const whole = carrier === 'body' && form === 'json' ? [name, ...inner].join('.') : name;
  return { carrier: carrier as 'query' | 'body', name: whole, ...(isList && { isList }) };
}

/** What code asks of any object or list, rather than of this one. */
const ofTexts =
  /^(?:trim|to[A-Z]\w*|split|replace|slice|substr|startsWith|endsWith|includes|indexOf|lastIndexOf|char(?:Code)?At|codePointAt|normalize|match|concat|pad(?:Start|End)|repeat|map|forEach|reduce|join|push|some|every)/;
const ofThings = /^(?:length|then|toJSON|pipe|on|size|inspect|nodeType|asymmetricMatch|__proto__)$/;
