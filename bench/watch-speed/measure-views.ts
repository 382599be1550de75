import { median } from '../cost/statistics.ts';
import { type Subjects, views } from './views.ts';

/** Milliseconds from the request to the whole answer, over loopback. */
export interface CallTime {
  readonly view: string;
  readonly path: string;
  readonly medianMs: number;
  readonly maxMs: number;
  readonly kilobytes: number;
}

const warmUps = 3;
const rounds = 20;

type Get = (path: string) => Promise<string>;

/** Asks for what each view asks for, one call after another. */
export async function measureViews(url: string, token: string): Promise<readonly CallTime[]> {
  const get: Get = async (path) => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/api/v1/${path}`, { headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return text;
  };
  const subjects = await findSubjects(get);
  const times: CallTime[] = [];
  for (const [view, paths] of Object.entries(views(subjects))) {
    for (const path of paths) times.push({ view, path, ...(await timed(get, path)) });
  }
  return times;
}

async function timed(get: Get, path: string): Promise<Omit<CallTime, 'view' | 'path'>> {
  for (let count = 0; count < warmUps; count += 1) await get(path);
  const taken: number[] = [];
  let bytes = 0;
  for (let count = 0; count < rounds; count += 1) {
    const started = performance.now();
    bytes = (await get(path)).length;
    taken.push(performance.now() - started);
  }
  return { medianMs: median(taken), maxMs: Math.max(...taken), kilobytes: bytes / 1_024 };
}

/** The incident and the address with the most events: the heaviest to show. */
async function findSubjects(get: Get): Promise<Subjects> {
  type Items<Item> = { readonly items: readonly Item[] };
  const attackers = JSON.parse(await get('attackers?limit=200')) as Items<{
    address: string;
    appId: string;
    events: number;
  }>;
  const incidents = JSON.parse(await get('incidents?limit=200')) as Items<{
    id: string;
    detection: string;
    events: number;
  }>;
  const [busiest] = attackers.items.toSorted((a, b) => b.events - a.events);
  const [longest] = incidents.items.toSorted((a, b) => b.events - a.events);
  if (busiest === undefined || longest === undefined) throw new Error('the store is empty');
  return {
    app: busiest.appId,
    incident: longest.id,
    attacker: busiest.address,
    detection: longest.detection,
  };
}
