import type { AttackClass, BenignRequest, Exploit } from '../../apps/shop/src/attacks/attacks.js';
import { type Answer, send } from './send.ts';
import { attacker, customer } from './senders.ts';

/** How one shop took one request. `refused` is guard's 403; `failed` says why in `detail`. */
export type Effect = 'breached' | 'blocked' | 'passed' | 'no effect' | 'failed';

export interface Observation {
  readonly effect: Effect;
  readonly detail: string;
  /** The id in guard's answer, when it blocked and told it. */
  readonly findingId?: string;
}

export interface Trial {
  readonly kind: 'exploit' | 'benign';
  readonly detection: string;
  readonly id: string;
  readonly title: string;
  /** Where the untrusted value stands; exploits only. */
  readonly carrier?: string;
  readonly open: Observation;
  /** Absent when only the open shop was asked. */
  readonly guarded?: Observation;
  /** True when both shops did what they should. */
  readonly ok: boolean;
}

/** The shops under trial, by origin. */
export interface Shops {
  readonly open: string;
  readonly guarded?: string;
}

/** Fires one class's benign requests, then its exploits, so that no breach can disturb the former. */
export async function* tryClass(
  shops: Shops,
  open: AttackClass,
  guarded: AttackClass | undefined,
): AsyncGenerator<Trial> {
  for (const [index, benign] of open.benign.entries()) {
    yield await tryOne('benign', shops, observeBenign, benign, guarded?.benign[index], open);
  }
  for (const [index, exploit] of open.exploits.entries()) {
    yield await tryOne('exploit', shops, observeExploit, exploit, guarded?.exploits[index], open);
  }
}

async function tryOne<Case extends Exploit | BenignRequest>(
  kind: Trial['kind'],
  shops: Shops,
  observe: (origin: string, one: Case) => Promise<Observation>,
  forOpen: Case,
  forGuarded: Case | undefined,
  { detection }: AttackClass,
): Promise<Trial> {
  const open = await observe(shops.open, forOpen);
  const guarded =
    shops.guarded && forGuarded ? await observe(shops.guarded, forGuarded) : undefined;
  const expected = kind === 'exploit' ? ['breached', 'blocked'] : ['passed', 'passed'];
  return {
    kind,
    detection,
    id: forOpen.id,
    title: forOpen.title,
    ...('carrier' in forOpen && { carrier: forOpen.carrier }),
    open,
    ...(guarded && { guarded }),
    ok: open.effect === expected[0] && (guarded === undefined || guarded.effect === expected[1]),
  };
}

/** Fires an exploit and looks for its proof: a block counts only when nothing was stolen too. */
export async function observeExploit(origin: string, exploit: Exploit): Promise<Observation> {
  try {
    const first = await send(origin, exploit.request, attacker);
    const last = exploit.then ? await send(origin, exploit.then, attacker) : first;
    const stolen = `${first.body}\n${last.body}`.includes(exploit.proof.contains);
    if (stolen) return { effect: 'breached', detail: exploit.proof.contains };
    return blockedBy(first) ?? { effect: 'no effect', detail: sketch(first) };
  } catch (error) {
    return { effect: 'failed', detail: String(error) };
  }
}

/** Fires a benign request and compares the answer with what it must be. */
export async function observeBenign(origin: string, benign: BenignRequest): Promise<Observation> {
  try {
    const answer = await send(origin, benign.request, customer);
    const { status, contains = '' } = benign.expect;
    if (answer.status === status && answer.body.includes(contains)) {
      return { effect: 'passed', detail: String(status) };
    }
    return blockedBy(answer) ?? { effect: 'failed', detail: sketch(answer) };
  } catch (error) {
    return { effect: 'failed', detail: String(error) };
  }
}

/** Reads guard's refusal; a 403 that the shop itself made up is not one. */
function blockedBy({ status, body }: Answer): Observation | undefined {
  if (status !== 403) return undefined;
  try {
    const { error, findingId } = JSON.parse(body) as { error?: unknown; findingId?: unknown };
    if (error !== 'blocked') return undefined;
    return {
      effect: 'blocked',
      detail: '403',
      ...(typeof findingId === 'string' && { findingId }),
    };
  } catch {
    return undefined;
  }
}

function sketch({ status, body }: Answer): string {
  const text = body
    .replace(/<style[^]*?<\/style>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${status} ${text.slice(0, 300)}`;
}
