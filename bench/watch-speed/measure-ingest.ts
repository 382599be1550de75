import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { policyVersionHeader } from '@castellan/core';
import { demoFindings } from '../../packages/watch/src/demo/demo-findings.ts';
import { type Cpu, cpuOf, type WatchProcess } from './processes.ts';
import { withUsers } from './with-users.ts';

const perDelivery = 500;
const warmUps = 10;
/** Within this every job of watch has had its turn. */
const settleMs = 11_000;

export interface IngestSpeed {
  readonly events: number;
  readonly seconds: number;
  readonly cpu: Cpu;
  readonly bytesPerEvent: number;
}

/** Delivers as guards do, one delivery after another; made up and packed before the clock starts. */
export async function measureIngest(
  watch: WatchProcess,
  tokens: readonly string[],
  deliveries: number,
): Promise<IngestSpeed> {
  const { bodies, bytesPerEvent } = pack(deliveries + warmUps);
  let policyVersion = 0;
  const send = async (index: number): Promise<void> => {
    const token = tokens[index % tokens.length] ?? '';
    const response = await fetch(`${watch.url}/api/v1/ingest`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-encoding': 'gzip',
        [policyVersionHeader]: String(policyVersion),
      },
      body: bodies[index] as never,
    });
    const answer = (await response.json()) as { accepted?: number; policyVersion?: number };
    if (answer.accepted !== perDelivery) throw new Error(JSON.stringify(answer));
    policyVersion = answer.policyVersion ?? 0;
  };
  // A connection that was kept since before has been closed meanwhile, or is just being.
  const greet = (): Promise<unknown> => fetch(`${watch.url}/api/v1/health`).catch(() => undefined);
  await greet();
  for (let index = 0; index < warmUps; index += 1) await send(index);
  await pause(settleMs);
  await greet();
  const before = cpuOf(watch);
  const started = performance.now();
  for (let index = warmUps; index < bodies.length; index += 1) await send(index);
  const seconds = (performance.now() - started) / 1_000;
  // What a delivery leaves to jobs is part of what it costs.
  await pause(settleMs);
  const after = cpuOf(watch);
  return {
    events: deliveries * perDelivery,
    seconds,
    bytesPerEvent,
    cpu: { watch: after.watch - before.watch, postgres: after.postgres - before.postgres },
  };
}

/** The last three hours of a busy fleet, in the order in which they happened. */
function pack(count: number): { readonly bodies: Buffer[]; readonly bytesPerEvent: number } {
  const to = new Date();
  const plan = {
    seed: Date.now(),
    events: count * perDelivery,
    from: new Date(to.getTime() - 3 * 3_600_000),
    to,
    app: 'shop',
    environment: 'production',
    instances: ['shop-1', 'shop-2'],
  };
  const lines = [...demoFindings(plan)]
    .flat()
    .map((finding) => JSON.stringify({ finding: withUsers(finding) }));
  const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const bodies = Array.from({ length: count }, (_, index) =>
    gzipSync(lines.slice(index * perDelivery, (index + 1) * perDelivery).join('\n')),
  );
  return { bodies, bytesPerEvent: bytes / lines.length };
}
