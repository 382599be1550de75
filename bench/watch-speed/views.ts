/** What the bench asks about: the busiest things in the store. */
export interface Subjects {
  readonly app: string;
  readonly incident: string;
  readonly attacker: string;
  readonly detection: string;
}

/** Each view of the console with the calls that it makes, as the pages in `watch-ui` make them. */
export function views({
  app,
  incident,
  attacker,
  detection,
}: Subjects): Readonly<Record<string, readonly string[]>> {
  const actor = encodeURIComponent(attacker);
  return {
    overview: ['overview?hours=168', 'apps', 'incidents?status=open&limit=200'],
    incidents: ['incidents', 'incidents?status=open', `incidents?app=${app}`],
    incident: [
      `incidents/${incident}`,
      `events?incident=${incident}`,
      `incidents?actor=${actor}&limit=10`,
    ],
    events: [
      'events',
      `events?app=${app}`,
      `events?detection=${detection}`,
      `events?app=${app}&detection=${detection}`,
      `events?address=${actor}`,
      // What hardly ever, or never, came: a list that looks through everything is slow here.
      'events?detection=argument-injection&disposition=allowed',
      'events?detection=never-seen',
      'events?address=192.0.2.255',
    ],
    explorer: [
      `events?q=${encodeURIComponent('severity:>=high -route:/health')}`,
      // Nothing fits, and no index helps: each answer looks for as long as it may.
      `events?q=${encodeURIComponent('"nothing like this"')}`,
      `events?q=${encodeURIComponent('library:none method:POST')}`,
      `events?q=${encodeURIComponent('user:nobody')}`,
      'events/summary',
      `events/summary?app=${app}`,
      `events/summary?q=${encodeURIComponent('after:30d')}`,
      `events/summary?q=${encodeURIComponent('"nothing like this"')}`,
      'views',
    ],
    attackers: ['attackers', `attackers?app=${app}`],
    attacker: [
      `attackers?address=${actor}&limit=200`,
      `decisions?actor=${actor}&limit=200`,
      `incidents?actor=${actor}&limit=10`,
      `events?address=${actor}&limit=20`,
    ],
    decisions: ['decisions'],
    apps: ['apps'],
    app: [`instances?app=${app}`, `overview?app=${app}&hours=168`, `tokens?app=${app}`],
    settings: ['people', 'tokens', 'audit', 'channels', 'deliveries', 'monitors'],
  };
}
