import type { ExpressionUse } from '@castellan/core';
import type { Hole } from '../../analysis/attack/record.ts';
import { type Endpoint, type Input, inputPath } from '../endpoint.ts';
import { holeOf } from '../hole.ts';
import type { Exchange, Prober } from '../prober.ts';
import { attackTexts, type AttackText } from './attack-texts.ts';
import { attackOf, type SlowLengths, slowLengths } from './slow-lengths.ts';

/** What an input's value came to. */
export interface SlowOutcome {
  readonly hole?: Hole;
  readonly isTried: boolean;
}

const rounds = 3;
const mostInBody = 30_000;
const mostElsewhere = 4_000;
/** A benign text of the same length must take less than this part. */
const benignPart = 1 / 10;
const leastMs = 10;
/** One of these is enough of an app that is slower than this machine. */
const mostMs = 1_000;
/** A replay may come to a faster machine. */
const stillMs = 4;
/** The sensor tells of no shorter use without a canary. */
const untoldMs = 1;
/** Time must grow this much faster than length: in proportion it would grow by 1. */
const leastGrowth = 1.6;

/** Keeps an expression that the input comes to busy for a blink, and has the sensor say for how long. */
export async function proveSlow(
  endpoint: Endpoint,
  { input, canary, exchange }: { input: Input; canary: string; exchange: Exchange },
  prober: Prober,
): Promise<SlowOutcome> {
  const uses = (exchange.over?.expressions ?? []).filter(({ canaries }) =>
    canaries.includes(canary),
  );
  for (const use of uses) {
    const plan = planFor(use, input, prober);
    const hole = plan && (await proveUse(endpoint, input, use, plan, prober));
    if (hole !== undefined) return { hole, isTried: true };
  }
  return { isTried: uses.length > 0 };
}

interface Plan {
  readonly text: AttackText;
  readonly lengths: SlowLengths;
}

/** What was found out of an expression, which libraries use at every request. */
const known = new WeakMap<Prober, Map<string, Plan | undefined>>();

/** The first text that is slow here. */
function planFor(
  { source, flags }: ExpressionUse,
  { carrier }: Input,
  prober: Prober,
): Plan | undefined {
  const most = carrier === 'body' || carrier === 'file' ? mostInBody : mostElsewhere;
  const plans = known.get(prober) ?? new Map<string, Plan | undefined>();
  known.set(prober, plans);
  const key = `${most} /${source}/${flags}`;
  if (!plans.has(key)) plans.set(key, newPlan(source, flags, most));
  return plans.get(key);
}

function newPlan(source: string, flags: string, most: number): Plan | undefined {
  const expression = expressionOf(source, flags);
  if (expression === undefined) return undefined;
  for (const text of attackTexts(source, flags)) {
    const lengths = slowLengths(expression, text, most);
    if (lengths !== undefined) return { text, lengths };
  }
  return undefined;
}

function expressionOf(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

interface Timed {
  readonly exchange: Exchange;
  readonly elapsedMs: number;
}

/** The quickest of several uses: other work of the machine makes a time longer and never shorter. */
interface Measured {
  readonly long: Timed;
  readonly longLength: number;
  readonly shortMs: number;
  readonly shortLength: number;
  readonly benignMs: number;
}

async function proveUse(
  endpoint: Endpoint,
  input: Input,
  { source, flags, location }: ExpressionUse,
  plan: Plan,
  prober: Prober,
): Promise<Hole | undefined> {
  const send = (value: string): Promise<Exchange> =>
    prober.try(endpoint, new Map([[input, value]]));
  const measured = await measure(plan, source, send);
  if (measured === undefined || !isSuperLinear(measured)) return undefined;
  const benign = await send(benignOf(measured.longLength));
  const { prefix, pump, suffix, isExponential } = plan.text;
  const hole = holeOf(endpoint, input, {
    kind: 'slow-expression',
    reason: `${inputPath(input)} keeps a regular expression busy: ${toldOf(measured)}${isExponential ? ', and each further one multiplies it' : ''}`,
    confidence: 'certain',
    severity: isExponential ? 'high' : 'medium',
    evidence: `/${source}/${flags} on ${JSON.stringify(`${prefix}${pump.repeat(3)}…${suffix}`)}`,
    oracle: { by: 'slow-expression', source },
    exchanges: [measured.long.exchange, benign],
  });
  if (location === undefined) return hole;
  const { file, line, column } = location;
  return { ...hole, location: { file, line, column } };
}

/** Few letters, as many that are benign, and many, in turn: what slows the machine down slows all three. */
async function measure(
  { text, lengths }: Plan,
  source: string,
  send: (value: string) => Promise<Exchange>,
): Promise<Measured | undefined> {
  const [long, short] = [attackOf(text, lengths.many), attackOf(text, lengths.few)];
  const timed = async (value: string): Promise<Timed> => {
    const exchange = await send(value);
    return { exchange, elapsedMs: elapsedIn(exchange, source) ?? untoldMs };
  };
  let best: { long: Timed; shortMs: number; benignMs: number } | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const { elapsedMs: shortMs } = await timed(short);
    const { elapsedMs: benignMs } = await timed(benignOf(long.length));
    const one = await timed(long);
    best = {
      long: best === undefined || one.elapsedMs < best.long.elapsedMs ? one : best.long,
      shortMs: Math.min(shortMs, best?.shortMs ?? shortMs),
      benignMs: Math.min(benignMs, best?.benignMs ?? benignMs),
    };
    // It did not come there; or the app is slower than this machine, and has been kept busy enough.
    if (one.elapsedMs < leastMs || one.elapsedMs > mostMs) break;
  }
  return best && { ...best, longLength: long.length, shortLength: short.length };
}

function isSuperLinear({ long, longLength, shortMs, shortLength, benignMs }: Measured): boolean {
  return (
    long.elapsedMs >= leastMs &&
    long.elapsedMs / shortMs >= leastGrowth * (longLength / shortLength) &&
    benignMs <= long.elapsedMs * benignPart
  );
}

function toldOf({ long, longLength, shortMs, shortLength }: Measured): string {
  const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  return `${ms(long.elapsedMs)} for ${longLength} letters, ${ms(shortMs)} for ${shortLength}`;
}

/** As long, and of many letters: whatever is slow for it is slow for every text. */
function benignOf(length: number): string {
  return 'castle moat tower gate 1234 '.repeat(Math.ceil(length / 28)).slice(0, length);
}

function elapsedIn({ over }: Exchange, source: string): number | undefined {
  return over?.expressions?.find((one) => one.source === source)?.elapsedMs;
}

/** True while the first exchange keeps the expression busy, and the second, as long, does not. */
export function isStillSlow([attack, benign]: readonly Exchange[], source: string): boolean {
  const elapsedMs = attack === undefined ? undefined : elapsedIn(attack, source);
  if (elapsedMs === undefined || elapsedMs < stillMs) return false;
  const harmless = benign === undefined ? 0 : (elapsedIn(benign, source) ?? 0);
  return harmless <= elapsedMs * benignPart;
}
