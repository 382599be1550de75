import { type Finding, sinkKindFacts } from '@castellan/core';
import { type DemoAttack, demoAttacks } from './demo-attacks.ts';
import { type DemoAttacker, demoAttackers } from './demo-attackers.ts';
import { type Dice, dice } from './dice.ts';

/** What is made up. The same plan makes the same findings. */
export interface DemoPlan {
  readonly seed: number;
  /** How many findings, exactly. */
  readonly events: number;
  readonly from: Date;
  readonly to: Date;
  readonly app: string;
  readonly environment: string;
  readonly instances: readonly string[];
  /** In whose names some of it was done; nobody's when there are none. */
  readonly users?: readonly DemoUser[];
}

export interface DemoUser {
  readonly id: string;
  readonly name: string;
}

const hourMs = 3_600_000;
/** Of a Pareto distribution: most attackers try a few times, a few scan for long. */
const shape = 1.2;
const least = 4;
const most = 2_000;

/** Findings of a stretch of time, an hour's worth at a time, each hour in order of time. */
export function* demoFindings(plan: DemoPlan): Generator<readonly Finding[]> {
  const { seed, events, from, to, users = [] } = plan;
  const chance = dice(seed);
  const whose = dice(seed + 1);
  const attackers = demoAttackers(Math.max(12, Math.ceil(events / 100)), chance);
  const hours = Math.max(1, Math.floor((to.getTime() - from.getTime()) / hourMs));
  const weights = Array.from({ length: hours }, (_, hour) => weightOf(hour, chance));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let due = 0;
  let made = 0;
  for (const [hour, weight] of weights.entries()) {
    due += weight;
    const wanted = hour === hours - 1 ? events : Math.round((events * due) / total);
    const findings: Finding[] = [];
    while (made < wanted) {
      const left = Math.min(events - made, hour === hours - 1 ? wanted - made : most);
      const start = from.getTime() + hour * hourMs;
      const scan = scanOf(plan, chance, chance.favour(attackers), start, left);
      findings.push(...scan);
      made += scan.length;
    }
    const named = findings.map((finding) => withUser(finding, users, whose));
    yield named.sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  }
}

/** Most attackers have no account. */
function withUser(finding: Finding, users: readonly DemoUser[], whose: Dice): Finding {
  const { request } = finding;
  if (users.length === 0 || request === undefined || whose.roll() > 0.03) return finding;
  return { ...finding, request: { ...request, user: whose.favour(users) } };
}

/** Busier in the afternoon, and now and then a storm. */
function weightOf(hour: number, { roll }: Dice): number {
  const day = 1 + 0.6 * Math.sin(((hour % 24) / 24) * 2 * Math.PI - Math.PI / 2);
  return day * (roll() < 0.04 ? 8 : 0.5 + roll());
}

/** One attacker at a few places of the app, within the hour. */
function scanOf(
  plan: DemoPlan,
  chance: Dice,
  attacker: DemoAttacker,
  start: number,
  left: number,
): Finding[] {
  const size = Math.min(left, most, Math.floor(least / (1 - chance.roll()) ** (1 / shape)));
  const places = Array.from({ length: 1 + chance.below(3) }, () => chance.favour(demoAttacks));
  const length = Math.min(hourMs - 60_000, size * (500 + chance.below(20_000)));
  const begin = start + chance.below(hourMs - length);
  // One deployment in ten only logs: people see both.
  const isBlocking = chance.roll() > 0.1;
  return Array.from({ length: size }, (_, index) => {
    const time = new Date(begin + Math.floor((index * length) / size));
    return findingOf(plan, chance, attacker, chance.pick(places), { time, isBlocking });
  });
}

function findingOf(
  { app, environment, instances }: DemoPlan,
  chance: Dice,
  { address, userAgent }: DemoAttacker,
  attack: DemoAttack,
  { time, isBlocking }: { readonly time: Date; readonly isBlocking: boolean },
): Finding {
  const payload = chance.pick(attack.payloads);
  const start = attack.call.indexOf('{}');
  const { cwe, practices, controls } = sinkKindFacts[attack.sink.kind];
  const location = { file: attack.file, line: attack.line, column: 12, sourceMapped: true };
  return {
    version: 1,
    id: chance.uuid(),
    time: time.toISOString(),
    app,
    environment,
    instance: chance.pick(instances),
    detection: attack.detection,
    outcome: 'attack',
    confidence: 'certain',
    severity: attack.severity,
    disposition: isBlocking ? 'blocked' : 'logged',
    mode: isBlocking ? 'block' : 'monitor',
    cwe,
    practices,
    controls,
    reason: attack.reason,
    request: {
      id: chance.uuid(),
      method: attack.method,
      route: attack.route,
      path: attack.path,
      address,
      userAgent,
    },
    input: { path: attack.inputPath, excerpt: payload, transformations: [] },
    sink: attack.sink,
    span: { excerpt: attack.call.replace('{}', () => payload), start, end: start + payload.length },
    location,
    stack: [location],
    advice: attack.advice,
    count: chance.roll() < 0.03 ? 2 + chance.below(8) : 1,
  };
}
