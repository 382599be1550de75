import type { SentRequest } from '../../analysis/attack/record.ts';
import { buildRequest } from '../build-request.ts';
import { type Endpoint, type Input, inputPath, parameterNames } from '../endpoint.ts';
import type { Prober } from '../prober.ts';
import { ask, isGiven } from '../sessions/asker.ts';
import { idsIn } from '../sessions/isolation.ts';
import type { Answer } from '../wire/sender.ts';
import { objectsIn } from './json-objects.ts';

/** An endpoint that changes something, with one thing that it may change and where that is shown. */
export interface OwnObject {
  readonly endpoint: Endpoint;
  /** What the app asks for: as its object has it already, so that nothing else is changed. */
  readonly values: ReadonlyMap<Input, unknown>;
  /** Shows the object, or the list that a new one joins; absent where nothing does. */
  readonly read?: SentRequest;
  /** True where one object is shown, and no list. */
  readonly isOne: boolean;
}

/** Finds a thing of the session's own below an endpoint. */
export async function ownObject(
  given: Endpoint,
  endpoints: readonly Endpoint[],
  prober: Prober,
): Promise<OwnObject> {
  const endpoint = await withOwnId(given, endpoints, prober);
  for (const pattern of placesOf(endpoint)) {
    const reader = endpoints.find((one) => one.method === 'GET' && one.pattern === pattern);
    if (reader === undefined) continue;
    const inputs = new Map([...reader.inputs, ...pathInputs(endpoint)]);
    const { path, headers } = buildRequest({ ...reader, inputs }, new Map());
    const read: SentRequest = { method: 'GET', path, headers: { ...headers, accept: json } };
    const { answer } = await prober.send(read);
    if (!isGiven(answer) || objectsIn(answer.body).length === 0) continue;
    const values = valuesLike(endpoint, answer.body, prober);
    return { endpoint, values, read, isOne: isOneObject(answer) };
  }
  return { endpoint, values: valuesLike(endpoint, '', prober), isOne: false };
}

const json = 'application/json, text/html;q=0.5';

/** Where the object of an endpoint may be shown: at the same path, or the one above: `/profile/edit`. */
function placesOf({ pattern }: Endpoint): readonly string[] {
  const above = pattern.slice(0, pattern.lastIndexOf('/'));
  return above === '' ? [pattern] : [pattern, above];
}

function pathInputs({ inputs }: Endpoint): readonly (readonly [string, Input])[] {
  return [...inputs].filter(([, { carrier }]) => carrier === 'path');
}

/** Where no id is known, the first of the list above is one: `/orders` shows those of `/orders/:id`. */
async function withOwnId(
  endpoint: Endpoint,
  endpoints: readonly Endpoint[],
  prober: Prober,
): Promise<Endpoint> {
  const [name, ...others] = parameterNames(endpoint.pattern);
  const known = endpoint.inputs.get(`params.${name}`);
  if (name === undefined || others.length > 0 || known?.sample !== undefined) return endpoint;
  const list = endpoint.pattern.slice(0, Math.max(0, endpoint.pattern.indexOf(':') - 1));
  if (!endpoints.some((one) => one.method === 'GET' && one.pattern === list)) return endpoint;
  const { answer } = await ask(prober, list);
  const [id] = isGiven(answer) ? idsIn(answer.body) : [];
  if (id === undefined) return endpoint;
  const input: Input = { carrier: 'path', name, sample: id };
  return { ...endpoint, inputs: new Map([...endpoint.inputs, [inputPath(input), input]]) };
}

function valuesLike({ inputs }: Endpoint, shown: string, prober: Prober): Map<Input, unknown> {
  const known = objectsIn(shown);
  const valueOf = (name: string): unknown => known.find((one) => Object.hasOwn(one, name))?.[name];
  return new Map(
    [...inputs.values()]
      .filter(({ carrier }) => carrier === 'body')
      .map((input) => [input, valueOf(input.name) ?? input.sample ?? prober.canary()]),
  );
}

function isOneObject({ body }: Answer): boolean {
  const whole: unknown = JSON.parse(body);
  const isList = (value: unknown): boolean =>
    Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null);
  return !Array.isArray(whole) && !Object.values(whole as object).some(isList);
}
