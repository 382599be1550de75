/** What the bench asks about: the busiest things in the store. */
export interface Subjects {
  readonly app: string;
  readonly incident: string;
  readonly attacker: string;
  readonly detection: string;
  readonly user: string;
  readonly campaign: string;
  readonly monitor: string;
  readonly playbook: string;
  readonly drill: string;
  readonly work: string;
  readonly incidentOfWork: string;
  /** A playbook's rule, to be rehearsed over the last week. */
  readonly rule: unknown;
}

/** A call that a page makes, by the operation's name in the OpenAPI document. */
export interface Call {
  readonly view: string;
  readonly operation: string;
  /** Below `/api/v1/`. */
  readonly path: string;
  /** Sent by POST; without it the call is a GET. */
  readonly body?: unknown;
  /** What streams is measured until its first bytes. */
  readonly isStreamed?: true;
}

const dayMs = 86_400_000;
const asQuery = (query: string): string => `q=${encodeURIComponent(query)}`;

/** Each view of the console with the calls that it makes, as the pages in `watch-ui` make them. */
export function calls(subjects: Subjects, now: number = Date.now()): readonly Call[] {
  const { app, incident, detection, user, campaign, monitor, playbook, drill, work } = subjects;
  const actor = encodeURIComponent(subjects.attacker);
  const name = encodeURIComponent(user);
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const [from, until] = [day(now - 30 * dayMs), day(now)];
  const get: Readonly<Record<string, readonly (readonly [operation: string, path: string])[]>> = {
    overview: [
      ['getOverview', 'overview?hours=168'],
      ['getOverview', `overview?app=${app}&hours=168`],
      ['listIncidents', 'incidents?status=open&limit=200'],
    ],
    incidents: [
      ['listIncidents', 'incidents'],
      ['listIncidents', 'incidents?status=open'],
      ['listIncidents', `incidents?app=${app}`],
      ['listCampaigns', 'campaigns'],
      ['getCampaign', `campaigns/${campaign}`],
    ],
    incident: [
      ['getIncident', `incidents/${incident}`],
      ['listRelatedIncidents', `incidents/${incident}/related`],
      ['listEvents', `events?incident=${incident}`],
      ['getIncidentWork', `incidents/${subjects.incidentOfWork}/work`],
    ],
    events: [
      ['listEvents', 'events'],
      ['listEvents', `events?app=${app}`],
      ['listEvents', `events?detection=${detection}`],
      ['listEvents', `events?app=${app}&detection=${detection}`],
      ['listEvents', `events?address=${actor}`],
      // What hardly ever, or never, came: a list that looks through everything is slow here.
      ['listEvents', 'events?detection=argument-injection&disposition=allowed'],
      ['listEvents', 'events?detection=never-seen'],
      ['listEvents', 'events?address=192.0.2.255'],
    ],
    explorer: [
      ['listEvents', `events?${asQuery('severity:>=high -route:/health')}`],
      // Nothing fits, and no index helps: each answer looks for as long as it may.
      ['listEvents', `events?${asQuery('"nothing like this"')}`],
      ['listEvents', `events?${asQuery('library:none method:POST')}`],
      ['listEvents', `events?${asQuery('user:nobody')}`],
      ['summariseEvents', 'events/summary'],
      ['summariseEvents', `events/summary?app=${app}`],
      ['summariseEvents', `events/summary?${asQuery('after:30d')}`],
      ['summariseEvents', `events/summary?${asQuery('"nothing like this"')}`],
      ['listQueryFields', 'events/fields'],
      ['listViews', 'views'],
    ],
    attackers: [
      ['listAttackers', 'attackers'],
      ['listAttackers', `attackers?app=${app}`],
      ['listAttackers', `attackers?address=${actor}&limit=200`],
      ['getAttacker', `attackers/${actor}`],
      ['listDecisions', `decisions?actor=${actor}&limit=200`],
      ['listIncidents', `incidents?actor=${actor}&limit=10`],
      ['listEvents', `events?address=${actor}&limit=20`],
      ['listAddressData', 'address-data'],
    ],
    users: [
      ['listUsers', 'users'],
      ['listUsers', `users?app=${app}`],
      ['getUser', `users/${name}?app=${app}`],
      ['listEvents', `events?app=${app}&user=${name}`],
      ['getUserRisk', 'user-risk'],
    ],
    decisions: [
      ['listDecisions', 'decisions'],
      ['listCriticalNetworks', 'critical-networks'],
    ],
    playbooks: [
      ['listPlaybooks', 'playbooks'],
      ['listFirings', `playbooks/${playbook}/firings`],
    ],
    work: [
      ['listWork', 'work'],
      ['countWork', 'work/counts'],
      ['getWork', `work/${work}`],
      ['listAssignees', 'work/assignees'],
      ['getWorkSettings', 'work/settings'],
    ],
    practices: [
      ['listPractices', 'practices'],
      ['getPractice', 'practices/I1'],
      ['getCompliance', 'compliance/soc2'],
      ['getEvidenceKey', 'evidence/key'],
    ],
    drills: [
      ['listDrills', 'drills'],
      ['getDrill', `drills/${drill}`],
    ],
    apps: [
      ['listApps', 'apps'],
      ['listInstances', `instances?app=${app}`],
      ['listTokens', `tokens?app=${app}`],
      ['listAppPackages', `apps/${app}/packages`],
    ],
    inventory: [
      ['listAppInventory', 'inventory/apps'],
      ['listHostProcesses', 'inventory/hosts'],
      ['listPackages', 'inventory/packages'],
      ['listPackages', 'inventory/packages?vulnerable=yes'],
      ['listRoutes', 'inventory/routes'],
      ['listRoutes', 'inventory/routes?attacked=yes'],
      ['listOutbound', 'inventory/outbound'],
      ['listDismissals', 'advisory-dismissals'],
      ['listVendors', 'vendors'],
      ['listFoundDomains', 'vendors/found'],
      ['getCoverage', 'coverage'],
    ],
    settings: [
      ['listPeople', 'people'],
      ['listTokens', 'tokens'],
      ['listAudit', 'audit'],
      ['listNotifiers', 'notifiers'],
      ['listChannels', 'channels'],
      ['listDeliveries', 'deliveries'],
      ['listMonitors', 'monitors'],
      ['listMonitorKinds', 'monitor-kinds'],
      ['listLooks', `monitors/${monitor}/looks`],
      ['listDestinations', 'destinations'],
      ['listDestinationKinds', 'destination-kinds'],
      ['getSignInProvider', 'sign-in-provider'],
      ['getSecondFactorRule', 'second-factor-rule'],
      ['getMe', 'session'],
    ],
  };
  const streamed = [
    ['exportEvents', 'events/export?format=json-lines'],
    ['exportEvents', 'events/export?format=csv'],
    ['exportEvidence', `evidence?from=${from}&until=${until}`],
  ] as const;
  return [
    ...Object.entries(get).flatMap(([view, paths]) =>
      paths.map(([operation, path]) => ({ view, operation, path })),
    ),
    {
      view: 'playbooks',
      operation: 'rehearsePlaybook',
      path: 'playbooks/rehearsal',
      body: { rule: subjects.rule },
    },
    ...streamed.map(([operation, path]) => ({
      view: 'exports',
      operation,
      path,
      isStreamed: true as const,
    })),
  ];
}

/** What is read and yet not measured here, and why. */
export const unmeasured: Readonly<Record<string, string>> = {
  getHealth: 'it reads nothing',
  getMetrics: 'no page asks for it: programs do, once in a while',
  getPolicy: 'guards ask for it; each answer of ingest holds the same',
  stream: 'it stays open: there is no end to be timed',
  needsSetUp: 'before there is anything to show',
  getSignInButton: 'before anybody is signed in; one row of settings',
  listPasskeys: 'a person’s own few, and no program may ask',
  getOwnProvider: 'a person’s own one, and no program may ask',
};
