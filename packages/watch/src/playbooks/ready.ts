import type { PlaybookRule } from './rule.ts';

/** A playbook that comes with watch. */
export interface ReadyPlaybook {
  readonly ready: string;
  readonly name: string;
  /** What it is good for. */
  readonly why: string;
  /** Why it is on, or off, until somebody says otherwise. */
  readonly whySo: string;
  readonly isOn: boolean;
  readonly rule: PlaybookRule;
}

const minute = 60;
const hour = 3_600;
const day = 86_400;

const attacks: PlaybookRule = {
  on: 'attack',
  apps: [],
  detections: [],
  minSeverity: 'low',
  disposition: 'any',
  networks: [],
  counts: 'events',
  threshold: 5,
  windowSeconds: 10 * minute,
  by: 'address',
  action: 'block',
  actionSeconds: day,
};

const tryFirst =
  'Off: it keeps people out by itself. Try it on last week first, then switch it on.';

/** The ready ones. What decides by itself is off until the team has tried it; what only tells people is on. */
export const readyPlaybooks: readonly ReadyPlaybook[] = [
  {
    ready: 'repeated-attacks',
    name: 'Repeated attacks',
    why: 'Guard blocks each attack; whoever goes on trying looks for the one that is not seen.',
    whySo: tryFirst,
    isOn: false,
    rule: attacks,
  },
  {
    ready: 'scanner',
    name: 'Scanner',
    why: 'Three kinds of attack within ten minutes are a tool at work, not a slip.',
    whySo: tryFirst,
    isOn: false,
    rule: { ...attacks, counts: 'detections', threshold: 3, tells: 'medium' },
  },
  {
    ready: 'logged-attacks',
    name: 'Attacks that were only logged',
    why: 'Where a detection only monitors, nothing stood in the way: the door is what is left.',
    whySo: tryFirst,
    isOn: false,
    rule: {
      ...attacks,
      disposition: 'logged',
      minSeverity: 'high',
      threshold: 3,
      actionSeconds: hour,
      tells: 'high',
    },
  },
  {
    ready: 'rotating-addresses',
    name: 'Rotating addresses',
    why: 'Five addresses of one network that attack within an hour are one attacker who changes them.',
    whySo: 'Off: a whole network is kept out, neighbours too. Try it on last week first.',
    isOn: false,
    rule: {
      ...attacks,
      by: 'network',
      counts: 'addresses',
      windowSeconds: hour,
      actionSeconds: hour,
      tells: 'high',
    },
  },
  {
    ready: 'slow-attacker',
    name: 'Slow attacker',
    why: 'Twenty attacks over a day stay below what fast rules see; a limit makes them slower still.',
    whySo: tryFirst,
    isOn: false,
    rule: {
      ...attacks,
      threshold: 20,
      windowSeconds: day,
      action: 'limit',
      limit: { requests: 10, seconds: minute },
    },
  },
  {
    ready: 'attacks-by-user',
    name: 'Attacks from a signed-in account',
    why: 'The account was taken over, or its owner attacks: either way it is to prove who it is.',
    whySo: 'Off: it needs an app that answers a step-up, and findings that name their user.',
    isOn: false,
    rule: {
      ...attacks,
      by: 'user',
      threshold: 3,
      windowSeconds: hour,
      action: 'step-up',
      tells: 'high',
    },
  },
  {
    ready: 'user-at-risk',
    name: 'User at risk',
    why: 'A risk of 50 is no slip: the account does harm, or somebody else uses it. It is to prove who it is.',
    whySo: 'Off: it needs an app that answers a step-up, and findings that name their user.',
    isOn: false,
    rule: {
      ...attacks,
      on: 'user-risk',
      by: 'user',
      threshold: 50,
      windowSeconds: day,
      action: 'step-up',
      tells: 'high',
    },
  },
  {
    ready: 'attacks-by-token',
    name: 'Attacks with one API key',
    why: 'A key that attacks was stolen or is misused, from whatever addresses it comes.',
    whySo: 'Off: a key of a partner stops their whole traffic. Try it on last week first.',
    isOn: false,
    rule: { ...attacks, by: 'token', threshold: 3, windowSeconds: hour, actionSeconds: hour },
  },
  {
    ready: 'weak-code',
    name: 'Weak code in use',
    why: 'Somebody runs again and again into code that is wrong: the next try may be an attack.',
    whySo: 'Off: a busy app with a known weakness would tell of it every hour.',
    isOn: false,
    rule: {
      ...attacks,
      on: 'weakness',
      threshold: 100,
      windowSeconds: hour,
      action: 'notify',
      tells: 'low',
    },
  },
  {
    ready: 'incident-storm',
    name: 'Storm of incidents',
    why: 'Twenty incidents from one network within an hour are worth a look by a person, at once.',
    whySo: 'On: it only tells people, and rarely.',
    isOn: true,
    rule: {
      ...attacks,
      on: 'incident',
      by: 'network',
      threshold: 20,
      windowSeconds: hour,
      action: 'notify',
      tells: 'high',
    },
  },
  {
    ready: 'failing-monitor',
    name: 'A monitor that stays critical',
    why: 'It was told once when it failed; an hour later somebody should know that it still does.',
    whySo: 'On: it only tells people, once a day for each monitor at most.',
    isOn: true,
    rule: {
      ...attacks,
      on: 'monitor',
      threshold: 1,
      windowSeconds: hour,
      action: 'notify',
      tells: 'high',
    },
  },
];
