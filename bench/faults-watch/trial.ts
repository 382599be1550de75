import { setTimeout as pause } from 'node:timers/promises';
import { startSenders, type Told } from '../../packages/testkit/src/watch/faults/senders.ts';
import { caseScope } from '../../packages/watch/src/ingest/case-finding.ts';
import { createIngestToken } from '../../packages/watch/src/people/tokens.ts';
import { openStore, type StoreOptions } from '../../packages/watch/src/store/open-store.ts';
import { startProcess, type WatchProcess } from '../watch-speed/processes.ts';
import { inWords, wrongIn } from './judge.ts';

/** A watch under ingest, to which something is done. */
export interface Trial {
  /** Those that run now. */
  readonly servers: readonly WatchProcess[];
  readonly told: Told;
  /** Another watch on the same directory, after this one was killed. */
  restart(server?: number): Promise<void>;
}

/** Where a trial has its store, and how its servers are started. */
export interface TrialPlace extends StoreOptions {
  readonly servers?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Lets senders deliver while `harm` happens, then looks whether all that was acknowledged is there, once. */
export async function tryFault(
  name: string,
  { servers: count = 1, env = {}, ...options }: TrialPlace,
  harm: (trial: Trial) => Promise<void>,
): Promise<boolean> {
  const { directory, databaseUrl } = options;
  const { appId, token } = await prepare(options);
  const start = (): Promise<WatchProcess> =>
    startProcess(directory, {
      ...env,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    });
  const servers: WatchProcess[] = [];
  for (let made = 0; made < count; made += 1) servers.push(await start());
  const targets = servers.map((_, at) => ({
    get url() {
      return servers[at]!.url;
    },
  }));
  const senders = startSenders(4, targets, token);
  const restart = async (server = 0): Promise<void> => {
    servers[server] = await start();
  };
  try {
    await harm({ servers, told: senders.told, restart });
    const reached = senders.told.acknowledged.size + 200;
    for (const until = Date.now() + 60_000; senders.told.acknowledged.size < reached;) {
      if (Date.now() > until) throw new Error('it did not go on within a minute');
      await pause(100);
    }
  } finally {
    await senders.stop();
    for (const server of servers) await server.end();
  }
  const open = await openStore(options);
  const wrong = await wrongIn(open, appId, senders.told).finally(() => open.close());
  console.log(`${name}: ${wrong.length === 0 ? 'holds' : 'DOES NOT HOLD'}`);
  console.log(inWords(senders.told));
  for (const one of wrong) console.log(`  ${one}`);
  return wrong.length === 0;
}

async function prepare(options: StoreOptions): Promise<{ appId: string; token: string }> {
  const open = await openStore(options);
  try {
    const scope = await caseScope(open.store, 'shop');
    const owner = { name: 'faults', createdBy: undefined };
    return { appId: scope.appId, token: (await createIngestToken(open.store, scope, owner)).token };
  } finally {
    await open.close();
  }
}
