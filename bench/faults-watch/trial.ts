import { setTimeout as pause } from 'node:timers/promises';
import { caseScope } from '../../packages/watch/src/ingest/case-finding.ts';
import { createIngestToken } from '../../packages/watch/src/people/tokens.ts';
import { openStore } from '../../packages/watch/src/store/open-store.ts';
import { startProcess, type WatchProcess } from '../watch-speed/processes.ts';
import { inWords, wrongIn } from './judge.ts';
import { startSenders, type Told } from './senders.ts';

/** A watch under ingest, to which something is done. */
export interface Trial {
  /** The one that runs now. */
  readonly current: WatchProcess;
  readonly told: Told;
  /** Another watch on the same directory, after this one was killed. */
  restart(): Promise<void>;
}

/** Lets senders deliver while `harm` happens, then looks whether all that was acknowledged is there, once. */
export async function tryFault(
  name: string,
  directory: string,
  harm: (trial: Trial) => Promise<void>,
): Promise<boolean> {
  const { appId, token } = await prepare(directory);
  const trial = {
    current: await startProcess(directory),
    told: undefined as unknown as Told,
    async restart() {
      trial.current = await startProcess(directory);
    },
  };
  const target = {
    get url() {
      return trial.current.url;
    },
  };
  const senders = startSenders(4, target, token);
  trial.told = senders.told;
  try {
    await harm(trial);
    const reached = senders.told.acknowledged.size + 200;
    for (const until = Date.now() + 60_000; senders.told.acknowledged.size < reached;) {
      if (Date.now() > until) throw new Error('it did not go on within a minute');
      await pause(100);
    }
  } finally {
    await senders.stop();
    await trial.current.end();
  }
  const open = await openStore({ directory });
  const wrong = await wrongIn(open, appId, senders.told).finally(() => open.close());
  console.log(`${name}: ${wrong.length === 0 ? 'holds' : 'DOES NOT HOLD'}`);
  console.log(inWords(senders.told));
  for (const one of wrong) console.log(`  ${one}`);
  return wrong.length === 0;
}

async function prepare(directory: string): Promise<{ appId: string; token: string }> {
  const open = await openStore({ directory });
  try {
    const scope = await caseScope(open.store, 'shop');
    const owner = { name: 'faults', createdBy: undefined };
    return { appId: scope.appId, token: (await createIngestToken(open.store, scope, owner)).token };
  } finally {
    await open.close();
  }
}
