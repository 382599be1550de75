import { setTimeout as pause } from 'node:timers/promises';
import { startSenders, type Told } from '../../packages/testkit/src/watch/faults/senders.ts';
import { caseScope } from '../../packages/watch/src/ingest/case-finding.ts';
import { createIngestToken } from '../../packages/watch/src/people/tokens.ts';
import { openStore, type StoreOptions } from '../../packages/watch/src/store/open-store.ts';
import { startProcess, type WatchProcess } from '../watch-speed/processes.ts';
import { inWords, wrongIn } from './judge.ts';

/** A watch under ingest, to which something is done. */
export interface Trial {
  /** The one that runs now. */
  readonly server: WatchProcess;
  readonly told: Told;
  /** Another watch on the same directory, after this one was killed. */
  restart(): Promise<void>;
  /** Tells whoever looks how far it is. */
  done(what: string): void;
}

/** Where a trial has its store, and how its servers are started. */
export interface TrialPlace extends StoreOptions {
  /** File to which its servers write what goes wrong in them. */
  readonly log: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Lets senders deliver while `harm` happens, then looks whether all that was acknowledged is there, once. */
export async function tryFault(
  name: string,
  { env = {}, log, ...options }: TrialPlace,
  harm: (trial: Trial) => Promise<void>,
): Promise<boolean> {
  const { directory, databaseUrl } = options;
  const { appId, token } = await prepare(options);
  const start = (): Promise<WatchProcess> =>
    startProcess(
      directory,
      { ...env, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) },
      log,
    );
  let server = await start();
  const target = {
    get url() {
      return server.url;
    },
  };
  const senders = startSenders(4, [target], token);
  const trial: Trial = {
    get server() {
      return server;
    },
    told: senders.told,
    async restart() {
      server = await start();
    },
    done(what) {
      const time = new Date().toISOString().slice(11, 19);
      console.error(`${time} ${what}; ${inWords(senders.told).trim()}`);
    },
  };
  try {
    await harm(trial);
    const reached = senders.told.acknowledged.size + 200;
    for (const until = Date.now() + 60_000; senders.told.acknowledged.size < reached;) {
      if (Date.now() > until) throw new Error('it did not go on within a minute');
      await pause(100);
    }
  } finally {
    await senders.stop();
    await server.end();
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
