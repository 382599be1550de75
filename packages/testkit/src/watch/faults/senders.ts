import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Finding } from '@castellan/core';
import { caseFinding } from '@castellan/core/cases';

const perDelivery = 20;
const waitMs = 200;

/** What a fleet of senders has delivered, and what it was told meanwhile. */
export interface Told {
  /** Ids that watch has acknowledged. */
  readonly acknowledged: Set<string>;
  /** How often each answer came; `away` for none. */
  readonly answers: Map<string, number>;
  readonly words: Set<string>;
}

/** A watch that takes deliveries, wherever it is just now. */
export interface Target {
  readonly url: string;
}

/**
 * Delivers as guards do until it is stopped: what was not acknowledged is sent again, under the same
 * ids. Of several targets the next one is tried, as behind a load balancer.
 */
export function startSenders(
  count: number,
  targets: readonly Target[],
  token: string,
): { readonly told: Told; stop(): Promise<void> } {
  const told: Told = { acknowledged: new Set(), answers: new Map(), words: new Set() };
  const ending = new AbortController();
  const run = async (sender: number): Promise<void> => {
    let turn = sender;
    for (let round = 0; !ending.signal.aborted; round += 1) {
      const address = `198.51.100.${1 + ((sender * 40 + round) % 250)}`;
      const findings = Array.from({ length: perDelivery }, () => findingFrom(address));
      const body = packed(findings);
      while (!(await deliver(targets[turn++ % targets.length]!.url, token, body, told))) {
        await pause(waitMs);
      }
      for (const { id } of findings) told.acknowledged.add(id);
    }
  };
  const all = Promise.all(Array.from({ length: count }, (_, sender) => run(sender)));
  return {
    told,
    async stop() {
      ending.abort();
      await all;
    },
  };
}

/** A finding of its own, made just now. */
export function findingFrom(address: string, at: Date = new Date()): Finding {
  const { request, ...finding } = caseFinding();
  return {
    ...finding,
    id: randomUUID(),
    time: at.toISOString(),
    request: { ...request!, address },
  };
}

function packed(findings: readonly Finding[]): Buffer {
  return gzipSync(findings.map((finding) => JSON.stringify({ finding })).join('\n'));
}

/** Delivers findings once; whether they were acknowledged. */
export function deliverFindings(
  { url }: Target,
  token: string,
  findings: readonly Finding[],
): Promise<boolean> {
  const told = { answers: new Map<string, number>(), words: new Set<string>() };
  return deliver(url, token, packed(findings), told);
}

async function deliver(
  url: string,
  token: string,
  body: Buffer,
  { answers, words }: Omit<Told, 'acknowledged'>,
): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, 'content-encoding': 'gzip' };
  const signal = AbortSignal.timeout(20_000);
  let answer = 'away';
  try {
    const init = { method: 'POST', headers, body: body as never, signal };
    const response = await fetch(`${url}/api/v1/ingest`, init);
    const text = await response.text();
    answer = `${response.status}${response.status === 503 && !response.headers.has('retry-after') ? ' without Retry-After' : ''}`;
    if (!response.ok) words.add((JSON.parse(text) as { error: { message: string } }).error.message);
  } catch {
    // Nobody answered, or not to the end.
  }
  answers.set(answer, (answers.get(answer) ?? 0) + 1);
  return answer === '200';
}
