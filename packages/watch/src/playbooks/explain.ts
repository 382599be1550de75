import type { ActorCount } from './find-actors.ts';
import type { Countable, PlaybookRule, Trigger } from './rule.ts';

const things: Readonly<Record<Trigger, string>> = {
  attack: 'attacks',
  weakness: 'uses of weak code',
  incident: 'new incidents',
  'user-risk': 'risks',
  monitor: 'failing looks',
};

const counted: Readonly<Record<Countable, string>> = {
  events: '',
  detections: 'kinds of ',
  routes: 'routes with ',
  addresses: 'addresses with ',
};

/** Why a playbook fired, in one sentence: what was seen, how much of it, and how much is enough. */
export function explain(rule: PlaybookRule, actor: string, count: ActorCount): string {
  const { on, counts, threshold, windowSeconds } = rule;
  const what = `${on === 'incident' ? '' : counted[counts]}${things[on]}`;
  const shown = count.detections.slice(0, 5).map((one) => one.replaceAll('-', ' '));
  const more = count.detections.length - shown.length;
  return (
    `${numberOf(rule, count)} ${what} from ${actor} within ${asSpan(windowSeconds)}, of which ${threshold} ` +
    `are enough: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  ).slice(0, 1_000);
}

/** What the rule counts, of what an actor did. */
function numberOf({ on, counts }: PlaybookRule, count: ActorCount): number {
  if (on === 'incident') return count.incidents;
  return counts === 'detections' ? count.detections.length : count[counts];
}

/** `10 minutes`, `1 hour`. */
export function asSpan(seconds: number): string {
  for (const [name, length] of [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const) {
    if (seconds % length === 0)
      return `${seconds / length} ${name}${seconds === length ? '' : 's'}`;
  }
  return `${seconds} seconds`;
}
