import { canariesIn, type ExpressionUse, type Sighting, wireLimits } from '@castellan/core';
import type { Witness } from '../context/request-context.ts';
import type { SinkCall } from '../detections/sink-call.ts';
import { type HttpContext, makeContextsOf } from '../sources/http-context.ts';
import { callText } from '../verdict/call-text.ts';
import { argumentCanaries } from './argument-canaries.ts';
import type { SensorChannel } from './channel.ts';
import { type Exchange, exchangeIn } from './exchange.ts';
import { watchExpressions } from './expressions.ts';
import { placeInApp } from './place-in-app.ts';
import { takePollution } from './pollution.ts';
import { noteReads } from './reads/note-reads.ts';

const maxSightings = 100;

/** The exchange for which a call is being judged right now. */
let judged: number | undefined;

/** Of which exchange a verdict of this moment is. */
export function exchangeBeingJudged(): number | undefined {
  return judged;
}

/** Makes the requests of an attack run tell what became of them. */
export function observeRequests(channel: SensorChannel, onRequest: () => void): void {
  makeContextsOf((base) => observed(base, channel, onRequest));
}

function observed(
  base: typeof HttpContext,
  channel: SensorChannel,
  onRequest: () => void,
): typeof HttpContext {
  return class extends base {
    #exchange: Exchange | undefined;
    #reads: ReadonlySet<string> = new Set();
    #witness: Witness | undefined;
    #expressions: () => readonly ExpressionUse[] = () => [];

    constructor(...given: ConstructorParameters<typeof HttpContext>) {
      super(...given);
      const exchange = exchangeIn(this.req.rawHeaders, (tag) => channel.knows(tag));
      if (exchange === undefined) return;
      onRequest();
      this.#exchange = exchange;
      this.#witness = witnessOf(exchange.number, channel);
      this.#expressions = watchExpressions(this);
      if (exchange.learns) this.#reads = noteReads(this);
    }

    override get witness(): Witness | undefined {
      return this.#witness;
    }

    /** The answer is over: what it did has been told before, on the same socket. */
    override rest(): void {
      super.rest();
      const exchange = this.#exchange;
      if (exchange === undefined) return;
      this.#exchange = undefined;
      const route = this.route?.slice(0, wireLimits.text);
      const reads = [...this.#reads].slice(0, wireLimits.list);
      const expressions = this.#expressions();
      const over = { exchange: exchange.number, reads, polluted: takePollution(), expressions };
      channel.tell({ over: route === undefined ? over : { ...over, route } });
    }
  };
}

function witnessOf(exchange: number, channel: SensorChannel): Witness {
  let told = 0;
  return (point, call, judge, args) => {
    if (told < maxSightings) {
      told += 1;
      channel.tell({ sighting: sightingOf(exchange, point, call, args) });
    }
    const before = judged;
    judged = exchange;
    try {
      return judge();
    } finally {
      judged = before;
    }
  };
}

function sightingOf(
  exchange: number,
  { library, api }: { readonly library: string; readonly api: string },
  call: SinkCall,
  args: readonly unknown[] = [],
): Sighting {
  const text = textOf(call);
  const own = new Set(canariesIn(text));
  const location = placeInApp();
  return {
    exchange,
    sink: { library, api, kind: call.kind },
    text: text.slice(0, wireLimits.excerpt),
    ...(call.kind === 'path' && { operation: call.operation }),
    bound: argumentCanaries(args).filter((canary) => !own.has(canary)),
    ...(location === undefined ? {} : { location }),
  };
}

/** Also what stands before the host, of a connection: a canary may be anywhere in an address. */
function textOf(call: SinkCall): string {
  if (call.kind === 'program') return JSON.stringify([call.file, ...call.args]);
  return call.kind === 'connect' ? (call.url ?? call.host) : callText(call);
}
