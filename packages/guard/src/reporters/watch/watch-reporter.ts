import { type Decision, deliveryLimits, type Finding, type Heartbeat } from '@castellan/core';
import type { InventorySource } from '../../inventory/take-inventory.ts';
import type { Reporter } from '../reporter.ts';
import { BackOff } from './back-off.ts';
import { readDecisions, rejectedIn, wantsInventory } from './read-decisions.ts';
import type { Spool, SpoolLine } from './spool.ts';
import type { Reply, WatchClient } from './watch-client.ts';

interface WatchTiming {
  /** How often what waits is looked at; a finding leaves within about this. */
  readonly tickMs: number;
  /** How often decisions are asked for when nothing else was exchanged. */
  readonly pollMs: number;
}

export interface WatchReporterOptions {
  readonly client: Pick<WatchClient, 'deliver' | 'poll'>;
  /** Undefined: what waits stays in memory. */
  readonly spool: Spool | undefined;
  readonly onDecisions: (decisions: readonly Decision[], unknown: number) => void;
  /** Hears that delivery fails, once per outage and cause. */
  readonly onFault: (cause: string) => void;
  /** Told with each heartbeat; undefined: nothing is told. */
  readonly inventory?: InventorySource | undefined;
  readonly timing?: Partial<WatchTiming>;
}

const defaults: WatchTiming = { tickMs: 500, pollMs: 8_000 };
const maxMemoryChars = 1_048_576;
const maxBatchChars = 262_144;
const refusedPauseMs = 60_000;
/** Before anything: decisions are asked for at the first turn. */
const longAgoMs = -1e9;
const every = setInterval;
const now = (): number => performance.now();

/**
 * Delivers findings to watch in the order in which they were made: first what waits on disk, then
 * what is new. While watch is away everything new goes to the disk, within a bound; past it the loss is
 * counted. What was sent and not answered is sent again: watch knows each finding by its id.
 */
export class WatchReporter implements Reporter {
  readonly name = 'watch';
  readonly #options: WatchReporterOptions;
  readonly #pollMs: number;
  readonly #backOff = new BackOff();
  #waiting: SpoolLine[] = [];
  #waitingChars = 0;
  #inFlight: readonly SpoolLine[] = [];
  #heartbeat: Heartbeat | undefined;
  #wantsPackages = false;
  #policyVersion = 0;
  #pausedUntil = 0;
  #exchangedAt = longAgoMs;
  #lost = 0;
  #lastFault: string | undefined;
  #turn: Promise<void> | undefined;

  constructor(options: WatchReporterOptions) {
    this.#options = options;
    const { tickMs, pollMs } = { ...defaults, ...options.timing };
    this.#pollMs = pollMs;
    // Made at start, outside of any request, so that nothing that it does counts as a request's.
    every(() => void this.#take(), tickMs).unref();
  }

  get lost(): number {
    return this.#lost;
  }

  report(finding: Finding): void {
    this.#keep({ text: JSON.stringify({ finding }), count: finding.count });
  }

  /** Only the latest matters: it goes out with the next delivery. */
  heartbeat(heartbeat: Heartbeat): void {
    this.#heartbeat = heartbeat;
  }

  async flush(): Promise<void> {
    await this.#turn;
    await this.#take();
  }

  /** The next process delivers what is left. */
  close(): void {
    const lines = [...this.#inFlight, ...this.#waiting];
    this.#inFlight = [];
    this.#clear();
    this.#spill(lines);
  }

  #keep(line: SpoolLine): void {
    if (this.#waitingChars + line.text.length > maxMemoryChars) {
      this.#lost += line.count;
      return;
    }
    this.#waiting.push(line);
    this.#waitingChars += line.text.length;
  }

  #clear(): void {
    this.#waiting = [];
    this.#waitingChars = 0;
  }

  /** One turn at a time. Never rejects. */
  #take(): Promise<void> {
    this.#turn ??= this.#exchange()
      .catch(() => undefined)
      .finally(() => {
        this.#turn = undefined;
      });
    return this.#turn;
  }

  async #exchange(): Promise<void> {
    if (now() < this.#pausedUntil) {
      this.#spillWaiting();
      return;
    }
    while (await this.#deliverSegment());
    while (now() >= this.#pausedUntil && this.#waiting.length > 0) await this.#deliverWaiting();
    if (now() < this.#pausedUntil) return;
    if (this.#heartbeat !== undefined) await this.#deliver([]);
    else if (now() - this.#exchangedAt >= this.#pollMs) await this.#poll();
  }

  /** True when a file was delivered, and there may be another. */
  async #deliverSegment(): Promise<boolean> {
    const segment = this.#options.spool?.oldest();
    if (segment === undefined) return false;
    if (!(await this.#deliver(segment.lines))) return false;
    segment.done();
    return true;
  }

  async #deliverWaiting(): Promise<void> {
    let chars = 0;
    let end = 0;
    for (const { text } of this.#waiting) {
      chars += text.length;
      if (end > 0 && (chars > maxBatchChars || end >= deliveryLimits.lines - 1)) break;
      end += 1;
    }
    const lines = this.#waiting.splice(0, end);
    for (const { text } of lines) this.#waitingChars -= text.length;
    this.#inFlight = lines;
    const isDelivered = await this.#deliver(lines);
    // Closed meanwhile: the lines are on the disk already.
    if (this.#inFlight !== lines) return;
    this.#inFlight = [];
    if (isDelivered) return;
    this.#waiting.unshift(...lines);
    for (const { text } of lines) this.#waitingChars += text.length;
    this.#spillWaiting();
  }

  /** True when watch has them, or will never take them. */
  async #deliver(lines: readonly SpoolLine[]): Promise<boolean> {
    const heartbeat = this.#heartbeat;
    const texts = lines.map(({ text }) => text);
    const withPackages = this.#wantsPackages;
    if (heartbeat !== undefined) texts.push(this.#written(heartbeat, withPackages));
    const reply = await this.#options.client.deliver(texts, this.#policyVersion);
    if (reply.kind === 'answer' && reply.status === 413) return this.#deliverHalves(lines);
    if (reply.kind === 'answer' && reply.status === 400) {
      this.#lose(lines, 'watch cannot read what guard sends; are the versions alike?');
      return true;
    }
    if (!this.#isGood(reply)) return false;
    if (this.#heartbeat === heartbeat) this.#heartbeat = undefined;
    if (heartbeat !== undefined) this.#inventoryArrived(heartbeat, withPackages, reply.json);
    const rejected = rejectedIn(reply.json);
    if (rejected > 0) {
      this.#lost += rejected;
      this.#fault(`watch could not read ${rejected} messages; are the versions alike?`);
    }
    return true;
  }

  #written(heartbeat: Heartbeat, withPackages: boolean): string {
    try {
      const inventory = this.#options.inventory?.take(withPackages);
      return JSON.stringify({ heartbeat: { ...heartbeat, ...(inventory && { inventory }) } });
    } catch {
      // A sign of life is worth more than what it tells beside.
      return JSON.stringify({ heartbeat });
    }
  }

  /** What watch asks for goes out at the next turn, and once for each time it asks. */
  #inventoryArrived(heartbeat: Heartbeat, hadPackages: boolean, json: unknown): void {
    this.#options.inventory?.delivered();
    this.#wantsPackages = wantsInventory(json);
    if (this.#wantsPackages && !hadPackages) this.#heartbeat ??= heartbeat;
  }

  async #deliverHalves(lines: readonly SpoolLine[]): Promise<boolean> {
    if (lines.length < 2) {
      this.#lose(lines, 'one message is larger than watch takes');
      this.#heartbeat = undefined;
      return true;
    }
    const middle = lines.length >> 1;
    const first = await this.#deliver(lines.slice(0, middle));
    return first && this.#deliver(lines.slice(middle));
  }

  async #poll(): Promise<void> {
    this.#isGood(await this.#options.client.poll(this.#policyVersion));
  }

  /** Takes what an answer brings; after anything else, waits. */
  #isGood(reply: Reply): reply is Extract<Reply, { kind: 'answer' }> {
    if (reply.kind === 'answer' && reply.status >= 200 && reply.status < 300) {
      this.#backOff.reset();
      this.#lastFault = undefined;
      this.#exchangedAt = now();
      this.#decide(reply.json);
      return true;
    }
    const isAnswer = reply.kind === 'answer';
    const isBusy = isAnswer && (reply.status === 429 || reply.status === 503);
    const isRefused = isAnswer && reply.status >= 400 && reply.status < 500 && !isBusy;
    const askedMs = isRefused ? refusedPauseMs : isAnswer ? reply.retryAfterMs : 0;
    this.#pausedUntil = now() + this.#backOff.next(askedMs);
    this.#fault(isAnswer ? `watch answered ${reply.status}` : reply.cause);
    return false;
  }

  #decide(json: unknown): void {
    const told = readDecisions(json);
    if (told?.decisions === undefined) return;
    this.#policyVersion = told.policyVersion;
    this.#options.onDecisions(told.decisions, told.unknown);
  }

  #spillWaiting(): void {
    const lines = this.#waiting;
    this.#clear();
    this.#spill(lines);
  }

  /** To the disk; what it refuses stays in memory as long as there is room. */
  #spill(lines: readonly SpoolLine[]): void {
    if (lines.length === 0) return;
    const { spool } = this.#options;
    if (spool === undefined) {
      for (const line of lines) this.#keep(line);
      return;
    }
    try {
      const left = spool.append(lines);
      if (left.length > 0) this.#lose(left, 'the spool is full');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      this.#fault(`the spool cannot be written: ${code ?? 'unknown'}`);
      for (const line of lines) this.#keep(line);
    }
  }

  #lose(lines: readonly SpoolLine[], cause: string): void {
    for (const { count } of lines) this.#lost += count;
    this.#fault(cause);
  }

  #fault(cause: string): void {
    if (cause === this.#lastFault) return;
    this.#lastFault = cause;
    this.#options.onFault(cause);
  }
}
