import { readyPlaybooks } from '../../packages/watch/src/playbooks/ready.ts';
import type { Subjects } from './views.ts';

interface Items<Item> {
  readonly items: readonly Item[];
}
type Got = { readonly id: string };
type Busy = { readonly events: number };

/** The incident, the address and the user with the most events, the heaviest to show; of the rest the first. */
export async function findSubjects(read: (path: string) => Promise<string>): Promise<Subjects> {
  const list = async <Item>(path: string): Promise<readonly Item[]> =>
    (JSON.parse(await read(path)) as Items<Item>).items;
  const first = async (path: string): Promise<string> => (await list<Got>(path))[0]?.id ?? '';
  const attackers = await list<Busy & { address: string; appId: string }>('attackers?limit=200');
  const incidents = await list<Busy & Got & { detection: string }>('incidents?limit=200');
  const [attacker, incident] = [busiest(attackers), busiest(incidents)];
  const app = attacker.appId;
  const users = await list<Busy & { userId: string }>(`users?app=${app}&limit=200`);
  const works = await list<Got & { incidentId?: string | null }>('work?origin=incident');
  return {
    app,
    incident: incident.id,
    attacker: attacker.address,
    detection: incident.detection,
    user: busiest(users).userId,
    campaign: await first('campaigns'),
    monitor: await first('monitors'),
    playbook: await first('playbooks'),
    drill: await first('drills'),
    work: works[0]?.id ?? '',
    incidentOfWork: works[0]?.incidentId ?? incident.id,
    rule: readyPlaybooks[0]?.rule,
  };
}

function busiest<Item extends Busy>(items: readonly Item[]): Item {
  const [most] = items.toSorted((a, b) => b.events - a.events);
  if (most === undefined) throw new Error('the store is empty');
  return most;
}
