import type { Hole } from '../analysis/attack/record.ts';
import { type Endpoint, type Input, inputPath } from './endpoint.ts';
import { holeOf } from './hole.ts';
import { becameMarkup, reflectionsOf } from './markup.ts';
import type { Exchange, Prober } from './prober.ts';
import type { Answer } from './wire/sender.ts';

/** Holes that the answer itself shows: markup, headers and templates made of what was sent. */
export async function proveAnswers(
  endpoint: Endpoint,
  { input, canary, exchange }: { input: Input; canary: string; exchange: Exchange },
  prober: Prober,
): Promise<Hole[]> {
  const { answer } = exchange;
  if (answer === undefined) return [];
  const holes: (Hole | undefined)[] = [];
  if (answer.body.toLowerCase().includes(canary)) {
    if (isPage(answer)) holes.push(await proveMarkup(endpoint, input, canary, answer, prober));
    holes.push(await proveTemplate(endpoint, input, prober));
  }
  const isInHeader = Object.values(answer.headers)
    .flat()
    .some((one) => one?.toLowerCase().includes(canary));
  if (isInHeader) holes.push(await proveHeader(endpoint, input, prober));
  return holes.filter((hole) => hole !== undefined);
}

export function isPage({ headers }: Answer): boolean {
  return /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml)/i.test(
    headers['content-type'] ?? 'text/plain',
  );
}

async function proveMarkup(
  endpoint: Endpoint,
  input: Input,
  canary: string,
  answer: Answer,
  prober: Prober,
): Promise<Hole | undefined> {
  for (const { make, where } of markupPayloads(answer, canary)) {
    const name = prober.canary();
    const exchange = await prober.try(endpoint, new Map([[input, make(name)]]));
    const { answer: shown } = exchange;
    if (shown === undefined || !isPage(shown) || !becameMarkup(shown.body, name)) continue;
    const at = shown.body.toLowerCase().indexOf(name);
    return holeOf(endpoint, input, {
      kind: 'xss',
      reason: `${inputPath(input)} becomes markup of the page, ${where}`,
      confidence: 'certain',
      evidence: shown.body.slice(Math.max(0, at - 60), at + 60),
      oracle: { by: 'markup', name },
      exchanges: [exchange],
    });
  }
  return undefined;
}

interface MarkupPayload {
  readonly make: (name: string) => string;
  readonly where: string;
}

/** What would leave each place in which the canary stands. */
function markupPayloads({ body }: Answer, canary: string): readonly MarkupPayload[] {
  const places = reflectionsOf(body, canary);
  const payloads: MarkupPayload[] = [];
  if (places.some(({ inText }) => inText))
    payloads.push({ make: (name) => `<${name}>`, where: 'between tags' });
  if (places.some(({ inScript }) => inScript))
    payloads.push({ make: (name) => `</script><${name}>`, where: 'within a script' });
  const attributes = places.flatMap(({ inAttribute }) => inAttribute ?? []);
  if (attributes.length > 0)
    for (const quote of ['"', "'", ' '])
      payloads.push({ make: (name) => `x${quote} ${name}=${quote}`, where: 'within an attribute' });
  if (attributes.some((name) => /^(?:href|src|action|formaction)$/.test(name)))
    payloads.push({ make: (name) => `javascript:${name}`, where: 'as the address of a link' });
  payloads.push({ make: (name) => `--><${name}>`, where: 'within a comment' });
  return payloads;
}

const factors = [191, 7] as const;
const product = String(factors[0] * factors[1]);
const templates: readonly (readonly [open: string, close: string])[] = [
  ['<%= ', ' %>'],
  ['{{', '}}'],
  ['${', '}'],
  ['#{', '}'],
];

/** A sum that only an engine works out, between two words that tell it from the page's own numbers. */
async function proveTemplate(
  endpoint: Endpoint,
  input: Input,
  prober: Prober,
): Promise<Hole | undefined> {
  const canary = prober.canary();
  const sums = templates.map(
    ([open, close]) => `${canary}${open}${factors.join('*')}${close}${canary}`,
  );
  const text = `${canary}${product}${canary}`;
  for (const sum of sums) {
    const exchange = await prober.try(endpoint, new Map([[input, sum]]));
    if (exchange.answer?.body.includes(text) !== true) continue;
    return holeOf(endpoint, input, {
      kind: 'code-injection',
      reason: `${inputPath(input)} is run as a template: it worked out ${factors.join(' × ')}`,
      confidence: 'certain',
      evidence: `${sum} became ${text}`,
      oracle: { by: 'text', text },
      exchanges: [exchange],
    });
  }
  return undefined;
}

async function proveHeader(
  endpoint: Endpoint,
  input: Input,
  prober: Prober,
): Promise<Hole | undefined> {
  const name = `x-${prober.canary()}`;
  const exchange = await prober.try(endpoint, new Map([[input, `a\r\n${name}: 1`]]));
  if (exchange.answer?.headers[name] === undefined) return undefined;
  return holeOf(endpoint, input, {
    kind: 'header-injection',
    reason: `${inputPath(input)} adds headers to the answer by a line break`,
    confidence: 'certain',
    evidence: `${name}: 1`,
    oracle: { by: 'header', name },
    exchanges: [exchange],
  });
}
