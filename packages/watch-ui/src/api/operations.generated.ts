// Generated from the API’s own schemas: do not edit. `node -C castellan-source tools/api-client.ts` writes it.

/** Roles from most to least. */
export const roles = ["owner","admin","responder","viewer"] as const;

/** How each operation is asked for, and the least role that may. */
export const operations = {
  getOverview: { method: 'GET', path: '/api/v1/overview', least: 'viewer' },
  listIncidents: { method: 'GET', path: '/api/v1/incidents', least: 'viewer' },
  getIncident: { method: 'GET', path: '/api/v1/incidents/{id}', least: 'viewer' },
  resolveIncident: { method: 'PATCH', path: '/api/v1/incidents/{id}', least: 'responder' },
  acknowledgeIncident: { method: 'POST', path: '/api/v1/incidents/{id}/acknowledgement', least: 'responder' },
  listRelatedIncidents: { method: 'GET', path: '/api/v1/incidents/{id}/related', least: 'viewer' },
  mergeIncidents: { method: 'POST', path: '/api/v1/incidents/{id}/merge', least: 'responder' },
  splitIncident: { method: 'POST', path: '/api/v1/incidents/{id}/split', least: 'responder' },
  listEvents: { method: 'GET', path: '/api/v1/events', least: 'viewer' },
  exportEvents: { method: 'GET', path: '/api/v1/events/export', least: 'viewer' },
  summariseEvents: { method: 'GET', path: '/api/v1/events/summary', least: 'viewer' },
  listQueryFields: { method: 'GET', path: '/api/v1/events/fields', least: 'viewer' },
  listAttackers: { method: 'GET', path: '/api/v1/attackers', least: 'viewer' },
  listUsers: { method: 'GET', path: '/api/v1/users', least: 'viewer' },
  getUser: { method: 'GET', path: '/api/v1/users/{user}', least: 'viewer' },
  getUserRisk: { method: 'GET', path: '/api/v1/user-risk', least: 'viewer' },
  setUserRisk: { method: 'PATCH', path: '/api/v1/user-risk', least: 'admin' },
  listViews: { method: 'GET', path: '/api/v1/views', least: 'viewer' },
  addView: { method: 'POST', path: '/api/v1/views', least: 'viewer' },
  changeView: { method: 'PATCH', path: '/api/v1/views/{id}', least: 'viewer' },
  removeView: { method: 'DELETE', path: '/api/v1/views/{id}', least: 'viewer' },
  listCampaigns: { method: 'GET', path: '/api/v1/campaigns', least: 'viewer' },
  getCampaign: { method: 'GET', path: '/api/v1/campaigns/{id}', least: 'viewer' },
  blockCampaign: { method: 'POST', path: '/api/v1/campaigns/{id}/block', least: 'responder' },
  listDecisions: { method: 'GET', path: '/api/v1/decisions', least: 'viewer' },
  decide: { method: 'POST', path: '/api/v1/decisions', least: 'responder' },
  undoDecision: { method: 'DELETE', path: '/api/v1/decisions/{id}', least: 'responder' },
  listCriticalNetworks: { method: 'GET', path: '/api/v1/critical-networks', least: 'viewer' },
  addCriticalNetwork: { method: 'POST', path: '/api/v1/critical-networks', least: 'admin', needsAllApps: true },
  removeCriticalNetwork: { method: 'POST', path: '/api/v1/critical-networks/removal', least: 'admin', needsAllApps: true },
  listApps: { method: 'GET', path: '/api/v1/apps', least: 'viewer' },
  addApp: { method: 'POST', path: '/api/v1/apps', least: 'admin', needsAllApps: true },
  setRetention: { method: 'PATCH', path: '/api/v1/apps/{id}', least: 'admin' },
  listInstances: { method: 'GET', path: '/api/v1/instances', least: 'viewer' },
  loadDemo: { method: 'POST', path: '/api/v1/demo', least: 'admin' },
  removeDemo: { method: 'DELETE', path: '/api/v1/demo', least: 'admin' },
  listTokens: { method: 'GET', path: '/api/v1/tokens', least: 'admin' },
  createIngestToken: { method: 'POST', path: '/api/v1/ingest-tokens', least: 'admin' },
  createApiToken: { method: 'POST', path: '/api/v1/api-tokens', least: 'owner' },
  revokeToken: { method: 'DELETE', path: '/api/v1/tokens/{id}', least: 'admin' },
  listNotifiers: { method: 'GET', path: '/api/v1/notifiers', least: 'admin' },
  listChannels: { method: 'GET', path: '/api/v1/channels', least: 'admin' },
  addChannel: { method: 'POST', path: '/api/v1/channels', least: 'admin', needsAllApps: true },
  changeChannel: { method: 'PATCH', path: '/api/v1/channels/{id}', least: 'admin', needsAllApps: true },
  deleteChannel: { method: 'DELETE', path: '/api/v1/channels/{id}', least: 'admin', needsAllApps: true },
  testChannel: { method: 'POST', path: '/api/v1/channels/{id}/test', least: 'admin', needsAllApps: true },
  listDeliveries: { method: 'GET', path: '/api/v1/deliveries', least: 'admin' },
  retryDelivery: { method: 'POST', path: '/api/v1/deliveries/{id}/retry', least: 'admin' },
  listMonitorKinds: { method: 'GET', path: '/api/v1/monitor-kinds', least: 'admin' },
  listMonitors: { method: 'GET', path: '/api/v1/monitors', least: 'viewer' },
  addMonitor: { method: 'POST', path: '/api/v1/monitors', least: 'admin', needsAllApps: true },
  changeMonitor: { method: 'PATCH', path: '/api/v1/monitors/{id}', least: 'admin', needsAllApps: true },
  editMonitor: { method: 'PUT', path: '/api/v1/monitors/{id}', least: 'admin', needsAllApps: true },
  deleteMonitor: { method: 'DELETE', path: '/api/v1/monitors/{id}', least: 'admin', needsAllApps: true },
  lookNow: { method: 'POST', path: '/api/v1/monitors/{id}/look', least: 'admin', needsAllApps: true },
  listLooks: { method: 'GET', path: '/api/v1/monitors/{id}/looks', least: 'viewer' },
  makeMonitorToken: { method: 'POST', path: '/api/v1/monitors/{id}/token', least: 'admin', needsAllApps: true },
  pingMonitor: { method: 'POST', path: '/api/v1/monitors/{id}/ping', least: 'anyone' },
  listPractices: { method: 'GET', path: '/api/v1/practices', least: 'viewer' },
  getPractice: { method: 'GET', path: '/api/v1/practices/{practice}', least: 'viewer' },
  getCompliance: { method: 'GET', path: '/api/v1/compliance/{standard}', least: 'viewer' },
  listWork: { method: 'GET', path: '/api/v1/work', least: 'viewer' },
  countWork: { method: 'GET', path: '/api/v1/work/counts', least: 'viewer' },
  listAssignees: { method: 'GET', path: '/api/v1/work/assignees', least: 'viewer' },
  getWorkSettings: { method: 'GET', path: '/api/v1/work/settings', least: 'viewer' },
  changeWorkSettings: { method: 'PUT', path: '/api/v1/work/settings', least: 'admin' },
  getWork: { method: 'GET', path: '/api/v1/work/{id}', least: 'viewer' },
  changeWork: { method: 'PATCH', path: '/api/v1/work/{id}', least: 'responder' },
  getIncidentWork: { method: 'GET', path: '/api/v1/incidents/{id}/work', least: 'viewer' },
  takeUpIncident: { method: 'POST', path: '/api/v1/incidents/{id}/work', least: 'responder' },
  watchForReplay: { method: 'POST', path: '/api/v1/work/{id}/replays', least: 'responder' },
  confirmReplay: { method: 'POST', path: '/api/v1/work/{id}/replays/{replay}/confirmation', least: 'responder' },
  proposeException: { method: 'POST', path: '/api/v1/work/{id}/exceptions', least: 'responder' },
  decideException: { method: 'PUT', path: '/api/v1/exceptions/{id}/decision', least: 'admin' },
  getEvidenceKey: { method: 'GET', path: '/api/v1/evidence/key', least: 'viewer' },
  exportEvidence: { method: 'GET', path: '/api/v1/evidence', least: 'admin' },
  listAppInventory: { method: 'GET', path: '/api/v1/inventory/apps', least: 'viewer' },
  listHostProcesses: { method: 'GET', path: '/api/v1/inventory/hosts', least: 'viewer' },
  listPackages: { method: 'GET', path: '/api/v1/inventory/packages', least: 'viewer' },
  listAppPackages: { method: 'GET', path: '/api/v1/apps/{id}/packages', least: 'viewer' },
  listRoutes: { method: 'GET', path: '/api/v1/inventory/routes', least: 'viewer' },
  listOutbound: { method: 'GET', path: '/api/v1/inventory/outbound', least: 'viewer' },
  getCoverage: { method: 'GET', path: '/api/v1/coverage', least: 'viewer' },
  listDismissals: { method: 'GET', path: '/api/v1/advisory-dismissals', least: 'viewer' },
  dismissAdvisory: { method: 'POST', path: '/api/v1/advisory-dismissals', least: 'responder' },
  endDismissal: { method: 'DELETE', path: '/api/v1/advisory-dismissals/{id}', least: 'responder' },
  listPlaybooks: { method: 'GET', path: '/api/v1/playbooks', least: 'viewer' },
  addPlaybook: { method: 'POST', path: '/api/v1/playbooks', least: 'admin' },
  changePlaybook: { method: 'PATCH', path: '/api/v1/playbooks/{id}', least: 'admin' },
  deletePlaybook: { method: 'DELETE', path: '/api/v1/playbooks/{id}', least: 'admin' },
  listFirings: { method: 'GET', path: '/api/v1/playbooks/{id}/firings', least: 'viewer' },
  rehearsePlaybook: { method: 'POST', path: '/api/v1/playbooks/rehearsal', least: 'admin' },
  stream: { method: 'GET', path: '/api/v1/stream', least: 'viewer' },
  needsSetUp: { method: 'GET', path: '/api/v1/setup', least: 'anyone' },
  setUp: { method: 'POST', path: '/api/v1/setup', least: 'anyone' },
  signIn: { method: 'POST', path: '/api/v1/session', least: 'anyone' },
  getMe: { method: 'GET', path: '/api/v1/session', least: 'viewer' },
  signOut: { method: 'DELETE', path: '/api/v1/session', least: 'viewer' },
  makeSignInLink: { method: 'POST', path: '/api/v1/session/link', least: 'viewer' },
  signInByLink: { method: 'POST', path: '/api/v1/session/by-link', least: 'anyone' },
  listPeople: { method: 'GET', path: '/api/v1/people', least: 'owner' },
  addPerson: { method: 'POST', path: '/api/v1/people', least: 'owner' },
  changePerson: { method: 'PATCH', path: '/api/v1/people/{id}', least: 'owner' },
  changePassword: { method: 'PUT', path: '/api/v1/session/password', least: 'viewer' },
  listAudit: { method: 'GET', path: '/api/v1/audit', least: 'admin', needsAllApps: true },
  beginSecondFactor: { method: 'POST', path: '/api/v1/session/second-factor', least: 'viewer' },
  confirmSecondFactor: { method: 'PUT', path: '/api/v1/session/second-factor', least: 'viewer' },
  getSecondFactorRule: { method: 'GET', path: '/api/v1/second-factor-rule', least: 'owner' },
  setSecondFactorRule: { method: 'PUT', path: '/api/v1/second-factor-rule', least: 'owner' },
  removeSecondFactor: { method: 'DELETE', path: '/api/v1/people/{id}/second-factor', least: 'owner' },
  getMetrics: { method: 'GET', path: '/metrics', least: 'viewer' },
  askPasskey: { method: 'POST', path: '/api/v1/session/passkey/challenge', least: 'anyone' },
  signInByPasskey: { method: 'POST', path: '/api/v1/session/passkey', least: 'anyone' },
  listPasskeys: { method: 'GET', path: '/api/v1/session/passkeys', least: 'viewer' },
  addPasskey: { method: 'POST', path: '/api/v1/session/passkeys', least: 'viewer' },
  askOwnPasskey: { method: 'POST', path: '/api/v1/session/passkeys/confirmation', least: 'viewer' },
  beginPasskey: { method: 'POST', path: '/api/v1/session/passkeys/challenge', least: 'viewer' },
  removePasskey: { method: 'POST', path: '/api/v1/session/passkeys/{id}/remove', least: 'viewer' },
  getHealth: { method: 'GET', path: '/api/v1/health', least: 'anyone' },
} as const;

/** What each operation takes and gives. */
export interface Operations {
  /** The state of everything, at one look. */
  getOverview: { params: undefined; query: { readonly app?: string | undefined; readonly hours?: string | number | undefined }; body: undefined; result: { readonly openIncidents: Readonly<Record<"critical" | "high" | "medium" | "low", number>>; readonly liveInstances: number; readonly decisionsInForce: number; readonly hours: readonly ({ readonly hour: string; readonly blocked: number; readonly logged: number })[] } };
  /** Incidents, the most recently active first. */
  listIncidents: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly app?: string | undefined; readonly environment?: string | undefined; readonly status?: "open" | "closed" | "false-alarm" | undefined; readonly outcome?: "attack" | "weakness" | undefined; readonly actor?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly appId: string; readonly app: string; readonly isDemo: boolean; readonly environment: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly severity: "critical" | "high" | "medium" | "low"; readonly route: string; readonly actor: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly status: "open" | "closed" | "false-alarm"; readonly reason: string; readonly users: readonly (string)[]; readonly location?: string; readonly acknowledgedAt?: string; readonly acknowledgedBy?: string; readonly block?: { readonly id: string; readonly since: string }; readonly campaignId?: string; readonly mergedInto?: string })[]; readonly next?: string } };
  /** One incident. */
  getIncident: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly id: string; readonly appId: string; readonly app: string; readonly isDemo: boolean; readonly environment: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly severity: "critical" | "high" | "medium" | "low"; readonly route: string; readonly actor: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly status: "open" | "closed" | "false-alarm"; readonly reason: string; readonly users: readonly (string)[]; readonly location?: string; readonly acknowledgedAt?: string; readonly acknowledgedBy?: string; readonly block?: { readonly id: string; readonly since: string }; readonly campaignId?: string; readonly mergedInto?: string } };
  /** Closes an incident, calls it a false alarm, or opens it again. */
  resolveIncident: { params: { readonly id: string }; query: undefined; body: { readonly status: "open" | "closed" | "false-alarm" }; result: { readonly id: string; readonly appId: string; readonly app: string; readonly isDemo: boolean; readonly environment: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly severity: "critical" | "high" | "medium" | "low"; readonly route: string; readonly actor: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly status: "open" | "closed" | "false-alarm"; readonly reason: string; readonly users: readonly (string)[]; readonly location?: string; readonly acknowledgedAt?: string; readonly acknowledgedBy?: string; readonly block?: { readonly id: string; readonly since: string }; readonly campaignId?: string; readonly mergedInto?: string } };
  /** Says that somebody is on it: no channel is reminded, and nothing is escalated. */
  acknowledgeIncident: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** What was merged into an incident, and what the same actor or campaign did close to it. */
  listRelatedIncidents: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly incident: { readonly id: string; readonly appId: string; readonly app: string; readonly isDemo: boolean; readonly environment: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly severity: "critical" | "high" | "medium" | "low"; readonly route: string; readonly actor: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly status: "open" | "closed" | "false-alarm"; readonly reason: string; readonly users: readonly (string)[]; readonly location?: string; readonly acknowledgedAt?: string; readonly acknowledgedBy?: string; readonly block?: { readonly id: string; readonly since: string }; readonly campaignId?: string; readonly mergedInto?: string }; readonly relation: "merged" | "actor" | "campaign" })[] } };
  /** Merges other incidents of the same app into this one. */
  mergeIncidents: { params: { readonly id: string }; query: undefined; body: { readonly incidents: readonly (string)[] }; result: undefined };
  /** Takes an incident out of the one that it was merged into. */
  splitIncident: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** Findings as the apps sent them, the latest first. */
  listEvents: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly q?: string | undefined; readonly app?: string | undefined; readonly environment?: string | undefined; readonly incident?: string | undefined; readonly address?: string | undefined; readonly user?: string | undefined; readonly detection?: string | undefined; readonly disposition?: "allowed" | "logged" | "blocked" | undefined; readonly from?: string | undefined; readonly until?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly at: string; readonly receivedAt: string; readonly incidentId: string; readonly appId: string; readonly finding: { readonly version: 1; readonly id: string; readonly time: string; readonly app: string; readonly environment: string; readonly instance: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly confidence: "certain" | "likely" | "possible"; readonly severity: "critical" | "high" | "medium" | "low"; readonly disposition: "allowed" | "logged" | "blocked"; readonly mode: "off" | "monitor" | "block"; readonly cwe: number; readonly practices: readonly (string)[]; readonly controls: readonly (string)[]; readonly reason: string; readonly request?: { readonly id: string; readonly method: string; readonly route?: string; readonly path: string; readonly address?: string; readonly userAgent?: string; readonly user?: { readonly id: string; readonly name?: string }; readonly tokenFingerprint?: string }; readonly input: { readonly path: string; readonly excerpt: string; readonly transformations: readonly ("trim" | "letter-case" | "white-space" | "unicode-normal-form" | "url-decoding" | "html-decoding" | "base64-decoding" | "hex-decoding" | "json-decoding" | "quote-doubling" | "backslash-escaping" | "join" | "part")[] }; readonly sink: { readonly library: string; readonly api: string; readonly kind: "sql" | "shell" | "program" | "path" | "connect" | "code" }; readonly span: { readonly excerpt: string; readonly start: number; readonly end: number }; readonly location?: { readonly file: string; readonly line: number; readonly column: number; readonly function?: string; readonly sourceMapped: boolean }; readonly stack: readonly ({ readonly file: string; readonly line: number; readonly column: number; readonly function?: string; readonly sourceMapped: boolean })[]; readonly advice: string; readonly count: number } })[]; readonly next?: string; readonly searchedBackTo?: string } };
  /** Findings as a file in a form that others read, the latest first. One that holds less than was asked for says so in its last line. */
  exportEvents: { params: undefined; query: { readonly q?: string | undefined; readonly app?: string | undefined; readonly environment?: string | undefined; readonly incident?: string | undefined; readonly address?: string | undefined; readonly user?: string | undefined; readonly detection?: string | undefined; readonly disposition?: "allowed" | "logged" | "blocked" | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly format?: "cef" | "csv" | "ecs" | "json-lines" | "ocsf" | "otlp" | undefined; readonly most?: string | number | undefined }; body: undefined; result: undefined };
  /** When what fits a search happened, and its most frequent values. */
  summariseEvents: { params: undefined; query: { readonly q?: string | undefined; readonly app?: string | undefined; readonly environment?: string | undefined; readonly incident?: string | undefined; readonly address?: string | undefined; readonly user?: string | undefined; readonly detection?: string | undefined; readonly disposition?: "allowed" | "logged" | "blocked" | undefined; readonly from?: string | undefined; readonly until?: string | undefined }; body: undefined; result: { readonly from: string; readonly until: string; readonly hours: readonly ({ readonly hour: string; readonly blocked: number; readonly logged: number })[]; readonly countedBackTo?: string; readonly facets: readonly ({ readonly field: "detection" | "route" | "address" | "user"; readonly values: readonly ({ readonly value: string; readonly events: number })[]; readonly countedBackTo?: string })[] } };
  /** The fields that a query can name, and their values where these are few. */
  listQueryFields: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly name: string; readonly about: string; readonly takesComparison: boolean; readonly values: readonly (string)[] })[] } };
  /** Addresses that attacked, the most recent first. */
  listAttackers: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly app?: string | undefined; readonly address?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly appId: string; readonly address: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly detections: readonly (string)[]; readonly userAgents: readonly (string)[]; readonly users: readonly (string)[] })[]; readonly next?: string } };
  /** Users of the apps whom findings name, those at most risk first. */
  listUsers: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly app?: string | undefined; readonly user?: string | undefined; readonly address?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly appId: string; readonly userId: string; readonly name?: string; readonly score: number; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number })[]; readonly next?: string } };
  /** One user of an app, with what the score is made of. */
  getUser: { params: { readonly user: string }; query: { readonly app: string }; body: undefined; result: { readonly appId: string; readonly userId: string; readonly name?: string; readonly score: number; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly parts: readonly ({ readonly kind: "attack" | "attacker-address" | "many-networks" | "token-elsewhere" | "weakness"; readonly subject: string; readonly times: number; readonly at: string; readonly points: number; readonly pointsNow: number })[]; readonly sources: readonly ({ readonly kind: "address" | "token"; readonly value: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number })[]; readonly scores: readonly ({ readonly hour: string; readonly score: number })[]; readonly halfLifeDays: number } };
  /** When people are told of a user at risk. */
  getUserRisk: { params: undefined; query: undefined; body: undefined; result: { readonly threshold: number } };
  /** Sets when people are told of a user at risk. */
  setUserRisk: { params: undefined; query: undefined; body: { readonly threshold: number }; result: undefined };
  /** Queries that are kept: one’s own and the team’s, by name. */
  listViews: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly query: string; readonly isShared: boolean; readonly isPinned: boolean; readonly isOwn: boolean; readonly createdBy: string; readonly createdAt: string })[] } };
  /** Keeps a query under a name, for oneself or for the team. */
  addView: { params: undefined; query: undefined; body: { readonly name: string; readonly query: string; readonly isShared?: boolean; readonly isPinned?: boolean }; result: { readonly id: string } };
  /** Changes a view: its name, its query, who sees it, whether the overview counts it. */
  changeView: { params: { readonly id: string }; query: undefined; body: { readonly name?: string; readonly query?: string; readonly isShared?: boolean; readonly isPinned?: boolean }; result: undefined };
  /** Takes a view away. */
  removeView: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** Campaigns: three addresses or more that attack alike, the most recent first. */
  listCampaigns: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly app?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly appId: string; readonly app: string; readonly environment: string; readonly detection: string; readonly shape: string; readonly userAgent: string; readonly firstSeen: string; readonly lastSeen: string; readonly addresses: number })[]; readonly next?: string } };
  /** One campaign: what its addresses share, and whom to keep out. */
  getCampaign: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly id: string; readonly appId: string; readonly app: string; readonly environment: string; readonly detection: string; readonly shape: string; readonly userAgent: string; readonly firstSeen: string; readonly lastSeen: string; readonly addresses: number; readonly routes: readonly (string)[]; readonly events: number; readonly blocked: number; readonly suspects: readonly ({ readonly kind: "address" | "network"; readonly value: string; readonly addresses: number; readonly events: number; readonly isCritical: boolean; readonly isBlocked: boolean })[]; readonly moreAddresses: number } };
  /** Blocks all whom a campaign comes from at once, critical addresses left out. */
  blockCampaign: { params: { readonly id: string }; query: undefined; body: { readonly reason: string; readonly seconds: number }; result: { readonly ids: readonly (string)[] } };
  /** Decisions about actors, the latest first. */
  listDecisions: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly inForce?: string | undefined; readonly actor?: string | undefined; readonly kind?: "address" | "network" | "user" | "token" | undefined; readonly action?: "block" | "limit" | "step-up" | "allow" | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly appId?: string; readonly action: "block" | "limit" | "step-up" | "allow"; readonly actor: { readonly kind: "address" | "network" | "user" | "token"; readonly value: string }; readonly limit?: { readonly requests: number; readonly seconds: number }; readonly playbookId?: string; readonly reason: string; readonly includesCritical: boolean; readonly createdAt: string; readonly createdBy: string; readonly end: string; readonly undoneAt?: string; readonly undoneBy?: string; readonly isInForce: boolean })[]; readonly next?: string } };
  /** Blocks, limits, asks again for who it is, or exempts an actor, until an end. Apps have it within ten seconds. */
  decide: { params: undefined; query: undefined; body: { readonly app?: string; readonly action?: "block" | "limit" | "step-up" | "allow"; readonly actor: { readonly kind: "address" | "network" | "user" | "token"; readonly value: string }; readonly limit?: { readonly requests: number; readonly seconds: number }; readonly reason: string; readonly seconds: number; readonly includesCritical?: boolean }; result: { readonly id: string } };
  /** Takes a decision back. */
  undoDecision: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** The team’s own networks, about which no playbook and nobody by accident decides. */
  listCriticalNetworks: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly network: string; readonly note: string; readonly createdAt: string; readonly createdBy: string })[] } };
  /** Names a network of the team’s, or of a proxy or partner, as critical. */
  addCriticalNetwork: { params: undefined; query: undefined; body: { readonly network: string; readonly note: string }; result: { readonly network: string } };
  /** Takes a network from the list. */
  removeCriticalNetwork: { params: undefined; query: undefined; body: { readonly network: string }; result: undefined };
  /** Apps that report here, by name. */
  listApps: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly createdAt: string; readonly retentionDays: number; readonly maxBytes: number; readonly isDemo: boolean; readonly liveInstances: number; readonly seenAt?: string })[] } };
  /** Adds an app; make an ingest token for it next. */
  addApp: { params: undefined; query: undefined; body: { readonly name: string }; result: { readonly id: string } };
  /** Sets how long, and how much of, the events of an app is kept. */
  setRetention: { params: { readonly id: string }; query: undefined; body: { readonly retentionDays?: number; readonly maxBytes?: number }; result: undefined };
  /** Guarded processes of the last seven days with what they cover. */
  listInstances: { params: undefined; query: { readonly app?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly appId: string; readonly environment: string; readonly instance: string; readonly firstSeen: string; readonly seenAt: string; readonly isLive: boolean; readonly nodeVersion: string; readonly guardVersion: string; readonly coverage: readonly ({ readonly library: string; readonly version: string; readonly path?: string; readonly status: "protected" | "unprotected" | "not-loaded"; readonly layer: "builtin" | "package" | "wire"; readonly cause?: string })[]; readonly counters: { readonly faults: number; readonly inspections: number; readonly blocks: number; readonly turnedAway: number; readonly truncated: number; readonly lost: number } })[] } };
  /** Makes an app up with a week of attacks, to look around. Nobody is told of them. */
  loadDemo: { params: undefined; query: undefined; body: undefined; result: { readonly id: string } };
  /** Takes the made-up app away, with all that was stored of it. */
  removeDemo: { params: undefined; query: undefined; body: undefined; result: undefined };
  /** Tokens, without their secrets. */
  listTokens: { params: undefined; query: { readonly app?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly kind: "ingest" | "api"; readonly name: string; readonly hint: string; readonly appId?: string; readonly environment?: string; readonly role?: string; readonly apps?: readonly (string)[]; readonly createdAt: string; readonly expiresAt?: string; readonly usedAt?: string; readonly revokedAt?: string })[] } };
  /** Makes a token with which one app delivers from one environment. Shown once. */
  createIngestToken: { params: undefined; query: undefined; body: { readonly app: string; readonly environment: string; readonly name: string }; result: { readonly id: string; readonly token: string } };
  /** Makes a token for programs that speak to this API. Shown once. */
  createApiToken: { params: undefined; query: undefined; body: { readonly name: string; readonly role: "owner" | "admin" | "responder" | "viewer"; readonly apps?: readonly (string)[]; readonly days: number }; result: { readonly id: string; readonly token: string } };
  /** Makes a token void at once. */
  revokeToken: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** The kinds of channels, with the settings that each takes. */
  listNotifiers: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly kind: string; readonly title: string; readonly hint: string; readonly fields: readonly ({ readonly name: string; readonly label: string; readonly hint?: string; readonly type: "text" | "secret" | "url" | "email" | "number" | "choice" | "app"; readonly isRequired: boolean; readonly options?: readonly (string)[]; readonly initial?: string })[]; readonly docs: string })[] } };
  /** Channels to people, by name, without their secrets. */
  listChannels: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly kind: string; readonly settings: Readonly<Record<string, string | number | boolean>>; readonly hasSecrets: boolean; readonly rules: { readonly minSeverity: "critical" | "high" | "medium" | "low"; readonly includesWeaknesses: boolean; readonly apps: readonly (string)[]; readonly alwaysFrom?: "critical" | "high" | "medium" | "low"; readonly mutes: readonly ({ readonly days: readonly (number)[]; readonly from: string; readonly until: string; readonly timeZone: string })[]; readonly digestMinutes?: number; readonly repeatMinutes?: number; readonly quota: { readonly count: number; readonly minutes: number }; readonly escalation?: { readonly to: string; readonly afterMinutes: number } }; readonly isPaused: boolean; readonly createdAt: string; readonly createdBy: string; readonly waiting: number; readonly gathered: number; readonly failed: number; readonly deliveredAt?: string; readonly problem?: string })[] } };
  /** Adds a channel; test it next. */
  addChannel: { params: undefined; query: undefined; body: { readonly name: string; readonly kind: string; readonly settings: Readonly<Record<string, string | number | boolean>>; readonly rules?: { readonly minSeverity: "critical" | "high" | "medium" | "low"; readonly includesWeaknesses: boolean; readonly apps: readonly (string)[]; readonly alwaysFrom?: "critical" | "high" | "medium" | "low"; readonly mutes: readonly ({ readonly days: readonly (number)[]; readonly from: string; readonly until: string; readonly timeZone: string })[]; readonly digestMinutes?: number; readonly repeatMinutes?: number; readonly quota: { readonly count: number; readonly minutes: number }; readonly escalation?: { readonly to: string; readonly afterMinutes: number } } }; result: { readonly id: string } };
  /** Changes a channel. Secrets that are left out stay, unless they would go elsewhere. */
  changeChannel: { params: { readonly id: string }; query: undefined; body: { readonly name?: string; readonly settings?: Readonly<Record<string, string | number | boolean>>; readonly rules?: { readonly minSeverity: "critical" | "high" | "medium" | "low"; readonly includesWeaknesses: boolean; readonly apps: readonly (string)[]; readonly alwaysFrom?: "critical" | "high" | "medium" | "low"; readonly mutes: readonly ({ readonly days: readonly (number)[]; readonly from: string; readonly until: string; readonly timeZone: string })[]; readonly digestMinutes?: number; readonly repeatMinutes?: number; readonly quota: { readonly count: number; readonly minutes: number }; readonly escalation?: { readonly to: string; readonly afterMinutes: number } }; readonly isPaused?: boolean }; result: undefined };
  /** Takes a channel away, with its log. */
  deleteChannel: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** Sends a test now, and tells what became of it. */
  testChannel: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly isAccepted: boolean; readonly status?: number; readonly problem?: string; readonly tookMs: number } };
  /** What was told on the channels, or is to be, the latest first. */
  listDeliveries: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly channel?: string | undefined; readonly state?: "waiting" | "gathered" | "told" | "delivered" | "failed" | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly channelId: string; readonly channel: string; readonly incidentId?: string; readonly cause: "opened" | "worse" | "reopened" | "still-open" | "escalated" | "resolved" | "assigned" | "overdue" | "summary" | "test"; readonly severity: "critical" | "high" | "medium" | "low"; readonly title: string; readonly state: "waiting" | "gathered" | "told" | "delivered" | "failed"; readonly heldBy?: "mute" | "digest" | "quota"; readonly attempts: number; readonly createdAt: string; readonly dueAt?: string; readonly finishedAt?: string; readonly status?: number; readonly problem?: string })[]; readonly next?: string } };
  /** Tries once more what was given up. */
  retryDelivery: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** The kinds of monitors, with the settings that each takes. */
  listMonitorKinds: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly kind: string; readonly title: string; readonly hint: string; readonly fields: readonly ({ readonly name: string; readonly label: string; readonly hint?: string; readonly type: "text" | "secret" | "url" | "email" | "number" | "choice" | "app"; readonly isRequired: boolean; readonly options?: readonly (string)[]; readonly initial?: string })[] })[] } };
  /** Monitors, by name, with what they found last. */
  listMonitors: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly kind: string; readonly settings: Readonly<Record<string, string | number | boolean>>; readonly isPaused: boolean; readonly createdBy: string; readonly state: "unknown" | "ok" | "warning" | "critical"; readonly stateSince: string; readonly checkedAt?: string; readonly nextAt: string; readonly summary?: string; readonly facts: readonly ({ readonly name: string; readonly value: string })[]; readonly remembers: boolean })[] } };
  /** Adds a monitor; it looks within seconds. */
  addMonitor: { params: undefined; query: undefined; body: { readonly name: string; readonly kind: string; readonly settings: Readonly<Record<string, string | number | boolean>> }; result: { readonly id: string } };
  /** Pauses a monitor or lets it go on; or takes what it sees next as what is right. */
  changeMonitor: { params: { readonly id: string }; query: undefined; body: { readonly isPaused?: boolean; readonly remembersAnew?: boolean }; result: undefined };
  /** Gives a monitor another name and other settings; it looks within seconds. */
  editMonitor: { params: { readonly id: string }; query: undefined; body: { readonly name: string; readonly settings: Readonly<Record<string, string | number | boolean>> }; result: undefined };
  /** Takes a monitor away, with what it found. */
  deleteMonitor: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** Looks now, and tells what it found. */
  lookNow: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly level: "ok" | "warning" | "critical"; readonly summary: string; readonly at: string } };
  /** What a monitor found, the latest first. */
  listLooks: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly level: "ok" | "warning" | "critical"; readonly summary: string; readonly at: string })[] } };
  /** Makes the token that a monitor is pinged with, shown once; the one before ends. */
  makeMonitorToken: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly token: string } };
  /** Tells a monitor of a backup or of a restore test, with the monitor’s own token. */
  pingMonitor: { params: { readonly id: string }; query: undefined; body: { readonly kind?: "backup" | "restore"; readonly bytes?: number }; result: undefined };
  /** How the 41 practices stand for each app, and how they stood on the last days. */
  listPractices: { params: undefined; query: { readonly app?: string | undefined; readonly days?: string | number | undefined }; body: undefined; result: { readonly apps: readonly ({ readonly id: string; readonly name: string })[]; readonly rows: readonly ({ readonly id: "C1" | "C2" | "C3" | "C4" | "C5" | "C6" | "C7" | "C8" | "C9" | "C10" | "C11" | "C12" | "C13" | "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10" | "I11" | "I12" | "I13" | "I14" | "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7" | "P8" | "P9" | "P10" | "M1" | "M2" | "M3" | "M4"; readonly theme: "code" | "infrastructure" | "protection" | "monitoring"; readonly title: string; readonly cells: readonly ({ readonly appId: string; readonly status: "pass" | "fail" | "not-applicable" | "unknown" | "attested" | "error"; readonly since: string; readonly evidenceAt?: string; readonly isStale: boolean })[] })[]; readonly trend: readonly ({ readonly day: string; readonly pass: number; readonly fail: number; readonly unknown: number })[]; readonly staleDays: number } };
  /** One practice: rules, live evidence and history for each app. */
  getPractice: { params: { readonly practice: "C1" | "C2" | "C3" | "C4" | "C5" | "C6" | "C7" | "C8" | "C9" | "C10" | "C11" | "C12" | "C13" | "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10" | "I11" | "I12" | "I13" | "I14" | "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7" | "P8" | "P9" | "P10" | "M1" | "M2" | "M3" | "M4" }; query: undefined; body: undefined; result: { readonly row: { readonly id: "C1" | "C2" | "C3" | "C4" | "C5" | "C6" | "C7" | "C8" | "C9" | "C10" | "C11" | "C12" | "C13" | "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10" | "I11" | "I12" | "I13" | "I14" | "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7" | "P8" | "P9" | "P10" | "M1" | "M2" | "M3" | "M4"; readonly theme: "code" | "infrastructure" | "protection" | "monitoring"; readonly title: string; readonly cells: readonly ({ readonly appId: string; readonly status: "pass" | "fail" | "not-applicable" | "unknown" | "attested" | "error"; readonly since: string; readonly evidenceAt?: string; readonly isStale: boolean })[] }; readonly faces: readonly (string)[]; readonly apps: readonly ({ readonly id: string; readonly name: string })[]; readonly rules: readonly ({ readonly appId: string; readonly kind: string; readonly target: string; readonly rule: string; readonly title?: string; readonly status: "pass" | "fail" | "not-applicable" | "unknown" | "attested" | "error"; readonly reason: string; readonly at: string; readonly since: string; readonly attestedBy?: string })[]; readonly live: readonly ({ readonly appId: string; readonly source: "guard" | "monitor" | "console"; readonly weight: "judges" | "settles" | "supports"; readonly status: "pass" | "fail" | "not-applicable" | "unknown" | "attested" | "error"; readonly fact: string; readonly at: string })[]; readonly changes: readonly ({ readonly appId: string; readonly at: string; readonly status: "pass" | "fail" | "not-applicable" | "unknown" | "attested" | "error" })[] } };
  /** How the requirements of a standard stand, by the practices, rules and detections behind. */
  getCompliance: { params: { readonly standard: "asvs5" | "pci-dss4" | "iso27001" | "soc2" | "cis8" | "nis2" }; query: { readonly app?: string | undefined }; body: undefined; result: { readonly standard: "asvs5" | "pci-dss4" | "iso27001" | "soc2" | "cis8" | "nis2"; readonly name: string; readonly url: string; readonly rows: readonly ({ readonly id: string; readonly text: string; readonly status: "pass" | "fail" | "not-applicable" | "unknown" | "attested" | "error"; readonly sources: readonly ({ readonly kind: "practice" | "rule" | "detection"; readonly id: string; readonly status: "pass" | "fail" | "not-applicable" | "unknown" | "attested" | "error"; readonly appId: string })[] })[] } };
  /** What is to be mended, the most recently changed first. */
  listWork: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly app?: string | undefined; readonly state?: "open" | "in-work" | "fixed" | "verified" | "accepted" | "false-alarm" | "due" | undefined; readonly assignee?: string | undefined; readonly unassigned?: "true" | undefined; readonly overdue?: "true" | undefined; readonly priority?: "critical" | "high" | "medium" | "low" | undefined; readonly practice?: "C1" | "C2" | "C3" | "C4" | "C5" | "C6" | "C7" | "C8" | "C9" | "C10" | "C11" | "C12" | "C13" | "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10" | "I11" | "I12" | "I13" | "I14" | "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7" | "P8" | "P9" | "P10" | "M1" | "M2" | "M3" | "M4" | undefined; readonly origin?: "finding" | "incident" | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly appId: string; readonly app: string; readonly origin: "finding" | "incident"; readonly target?: string; readonly fingerprint?: string; readonly incidentId?: string; readonly rule: string; readonly practice?: string; readonly severity: "critical" | "high" | "medium" | "low"; readonly priority: "critical" | "high" | "medium" | "low"; readonly title: string; readonly advice: string; readonly place?: string; readonly state: "open" | "in-work" | "fixed" | "verified" | "accepted" | "false-alarm"; readonly assigneeId?: string; readonly assignee?: string; readonly dueAt: string; readonly isOverdue: boolean; readonly acceptedReason?: string; readonly acceptedBy?: string; readonly acceptedUntil?: string; readonly openedAt: string; readonly updatedAt: string; readonly seenAt: string; readonly reopened: number })[]; readonly next?: string } };
  /** How much is to be done: in all, by who asks, and too late. */
  countWork: { params: undefined; query: undefined; body: undefined; result: { readonly due: number; readonly mine: number; readonly overdue: number } };
  /** Who can be given work: names alone. */
  listAssignees: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly name: string })[] } };
  /** Within how many days work is due, and when evidence is stale. */
  getWorkSettings: { params: undefined; query: undefined; body: undefined; result: { readonly criticalDays: number; readonly highDays: number; readonly mediumDays: number; readonly lowDays: number; readonly staleDays: number } };
  /** Sets them, for what is opened from now on. */
  changeWorkSettings: { params: undefined; query: undefined; body: { readonly criticalDays: number; readonly highDays: number; readonly mediumDays: number; readonly lowDays: number; readonly staleDays: number }; result: undefined };
  /** One item, its history and what was tried. */
  getWork: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly item: { readonly id: string; readonly appId: string; readonly app: string; readonly origin: "finding" | "incident"; readonly target?: string; readonly fingerprint?: string; readonly incidentId?: string; readonly rule: string; readonly practice?: string; readonly severity: "critical" | "high" | "medium" | "low"; readonly priority: "critical" | "high" | "medium" | "low"; readonly title: string; readonly advice: string; readonly place?: string; readonly state: "open" | "in-work" | "fixed" | "verified" | "accepted" | "false-alarm"; readonly assigneeId?: string; readonly assignee?: string; readonly dueAt: string; readonly isOverdue: boolean; readonly acceptedReason?: string; readonly acceptedBy?: string; readonly acceptedUntil?: string; readonly openedAt: string; readonly updatedAt: string; readonly seenAt: string; readonly reopened: number }; readonly notes: readonly ({ readonly id: string; readonly at: string; readonly author: string; readonly kind: "opened" | "comment" | "changed" | "verified" | "reopened" | "replay" | "exception"; readonly text: string })[]; readonly exceptions: readonly ({ readonly id: string; readonly detection: string; readonly route: string; readonly input: string; readonly reason: string; readonly until: string; readonly diff: string; readonly after: string; readonly state: "proposed" | "approved" | "refused"; readonly askedById: string; readonly askedBy: string; readonly askedAt: string; readonly decidedBy?: string; readonly decidedAt?: string })[]; readonly replays: readonly ({ readonly id: string; readonly startedAt: string; readonly startedBy: string; readonly endsAt: string; readonly outcome: "watching" | "blocked" | "not-blocked" | "silent" | "confirmed"; readonly seen: number })[]; readonly replayLine?: { readonly command: string; readonly missing: readonly (string)[] } } };
  /** Assigns, comments, sets priority and due day, says fixed, accepts or opens again. */
  changeWork: { params: { readonly id: string }; query: undefined; body: { readonly assignee?: string | null; readonly priority?: "critical" | "high" | "medium" | "low"; readonly dueAt?: string; readonly state?: "open" | "in-work" | "fixed"; readonly accepted?: { readonly reason: string; readonly until: string }; readonly comment?: string }; result: undefined };
  /** The work of an incident, where somebody took it up. */
  getIncidentWork: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly item?: { readonly id: string; readonly appId: string; readonly app: string; readonly origin: "finding" | "incident"; readonly target?: string; readonly fingerprint?: string; readonly incidentId?: string; readonly rule: string; readonly practice?: string; readonly severity: "critical" | "high" | "medium" | "low"; readonly priority: "critical" | "high" | "medium" | "low"; readonly title: string; readonly advice: string; readonly place?: string; readonly state: "open" | "in-work" | "fixed" | "verified" | "accepted" | "false-alarm"; readonly assigneeId?: string; readonly assignee?: string; readonly dueAt: string; readonly isOverdue: boolean; readonly acceptedReason?: string; readonly acceptedBy?: string; readonly acceptedUntil?: string; readonly openedAt: string; readonly updatedAt: string; readonly seenAt: string; readonly reopened: number } } };
  /** Makes work of an incident; the same item when it is there already. */
  takeUpIncident: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly id: string } };
  /** Looks for 15 minutes whether the same attack reaches the same route and input. */
  watchForReplay: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly id: string } };
  /** Says that the replay was sent while nothing was seen: verifies the fix. */
  confirmReplay: { params: { readonly id: string; readonly replay: string }; query: undefined; body: undefined; result: undefined };
  /** Proposes a narrow exception for a false alarm, as a change of the app’s settings file. */
  proposeException: { params: { readonly id: string }; query: undefined; body: { readonly reason: string; readonly until: string; readonly file: string }; result: { readonly id: string } };
  /** A second person approves or refuses a proposed exception. */
  decideException: { params: { readonly id: string }; query: undefined; body: { readonly isApproved: boolean }; result: undefined };
  /** The public key with which packs of evidence of this console are signed (Ed25519). */
  getEvidenceKey: { params: undefined; query: undefined; body: undefined; result: { readonly publicKey: string } };
  /** A pack of evidence as JSON lines: each bound to the line before by SHA-256, the last one signed. castellan verify-evidence checks it. The audit log goes with a pack of all apps. */
  exportEvidence: { params: undefined; query: { readonly from: string; readonly until: string; readonly app?: string | undefined }; body: undefined; result: undefined };
  /** Apps by environment: processes, Node.js, mode, incidents, packages, risk. */
  listAppInventory: { params: undefined; query: { readonly app?: string | undefined; readonly environment?: string | undefined; readonly text?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly appId: string; readonly app: string; readonly environment: string; readonly live: number; readonly silent: number; readonly hosts: number; readonly nodes: readonly ({ readonly version: string; readonly state: "supported" | "ends-soon" | "ended" | "unknown"; readonly endOfLife?: string })[]; readonly guardVersions: readonly (string)[]; readonly mode: "block" | "monitor" | "off" | "mixed" | "unknown"; readonly openIncidents: number; readonly packages: number; readonly vulnerable: number; readonly unprotected: number; readonly risk: "critical" | "high" | "medium" | "low" | "none"; readonly reasons: readonly (string)[]; readonly seenAt: string })[] } };
  /** Guarded processes of the last seven days by the machine that they run on. */
  listHostProcesses: { params: undefined; query: { readonly app?: string | undefined; readonly environment?: string | undefined; readonly text?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly host?: string; readonly appId: string; readonly app: string; readonly environment: string; readonly instance: string; readonly platform?: string; readonly startMode?: string; readonly startedAt?: string; readonly nodeVersion: string; readonly guardVersion: string; readonly isLive: boolean; readonly seenAt: string })[] } };
  /** Packages of which code runs, with what is known against them, the worst first. */
  listPackages: { params: undefined; query: { readonly app?: string | undefined; readonly environment?: string | undefined; readonly text?: string | undefined; readonly vulnerable?: "yes" | undefined; readonly limit?: string | number | undefined; readonly cursor?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly name: string; readonly version: string; readonly apps: readonly ({ readonly appId: string; readonly app: string; readonly environment: string; readonly place: string; readonly firstSeen: string; readonly lastSeen: string })[]; readonly advisories: readonly ({ readonly id: string; readonly summary: string; readonly severity: "critical" | "high" | "medium" | "low"; readonly score: number | null; readonly url: string; readonly aliases: readonly (string)[]; readonly fixedIn: readonly (string)[]; readonly isDismissed: boolean })[] })[]; readonly next?: string } };
  /** Packages of which code runs in one app, with what is known against them. */
  listAppPackages: { params: { readonly id: string }; query: { readonly environment?: string | undefined; readonly limit?: string | number | undefined; readonly cursor?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly name: string; readonly version: string; readonly apps: readonly ({ readonly appId: string; readonly app: string; readonly environment: string; readonly place: string; readonly firstSeen: string; readonly lastSeen: string })[]; readonly advisories: readonly ({ readonly id: string; readonly summary: string; readonly severity: "critical" | "high" | "medium" | "low"; readonly score: number | null; readonly url: string; readonly aliases: readonly (string)[]; readonly fixedIn: readonly (string)[]; readonly isDismissed: boolean })[] })[]; readonly next?: string } };
  /** Routes that requests came to, the busiest first. */
  listRoutes: { params: undefined; query: { readonly app?: string | undefined; readonly environment?: string | undefined; readonly text?: string | undefined; readonly attacked?: "yes" | undefined; readonly limit?: string | number | undefined; readonly cursor?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly appId: string; readonly app: string; readonly environment: string; readonly firstSeen: string; readonly lastSeen: string; readonly method: string; readonly pattern: string; readonly requests: number; readonly attacks: number; readonly modes: Readonly<Record<string, string>> })[]; readonly next?: string } };
  /** Hosts that apps reached, those first reached last first. */
  listOutbound: { params: undefined; query: { readonly app?: string | undefined; readonly environment?: string | undefined; readonly text?: string | undefined; readonly new?: "yes" | undefined; readonly limit?: string | number | undefined; readonly cursor?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly appId: string; readonly app: string; readonly environment: string; readonly firstSeen: string; readonly lastSeen: string; readonly host: string; readonly port: number; readonly library: string; readonly calls: number; readonly isNew: boolean })[]; readonly next?: string } };
  /** What is guarded in which app and environment, in which mode, and what is not and why. */
  getCoverage: { params: undefined; query: { readonly app?: string | undefined; readonly environment?: string | undefined; readonly text?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly appId: string; readonly app: string; readonly environment: string; readonly live: number; readonly silent: number; readonly hosts: number; readonly nodes: readonly ({ readonly version: string; readonly state: "supported" | "ends-soon" | "ended" | "unknown"; readonly endOfLife?: string })[]; readonly guardVersions: readonly (string)[]; readonly mode: "block" | "monitor" | "off" | "mixed" | "unknown"; readonly openIncidents: number; readonly packages: number; readonly vulnerable: number; readonly unprotected: number; readonly risk: "critical" | "high" | "medium" | "low" | "none"; readonly reasons: readonly (string)[]; readonly seenAt: string; readonly modes: Readonly<Record<string, string>>; readonly exceptions: readonly ({ readonly route: string; readonly mode: string; readonly detections?: readonly (string)[] })[]; readonly seesEsModules: boolean | null; readonly keptBack: readonly (string)[]; readonly leftOut: { readonly packages: number; readonly routes: number; readonly outbound: number }; readonly libraries: readonly ({ readonly library: string; readonly version: string; readonly layer: "builtin" | "package" | "wire"; readonly status: "protected" | "unprotected" | "not-loaded"; readonly cause?: string; readonly processes: number })[] })[] } };
  /** Advisories that are dismissed, with reason and end. */
  listDismissals: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly advisory: string; readonly appId?: string; readonly reason: string; readonly endsAt: string; readonly createdAt: string; readonly createdBy: string })[] } };
  /** Dismisses an advisory in one app or in all, with a reason and an end. */
  dismissAdvisory: { params: undefined; query: undefined; body: { readonly advisory: string; readonly app?: string; readonly reason: string; readonly days: number }; result: { readonly id: string } };
  /** Ends a dismissal before its time. */
  endDismissal: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** Playbooks, the ready ones first, with how often each fired. */
  listPlaybooks: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly rule: { readonly on: "attack" | "weakness" | "incident" | "monitor"; readonly apps: readonly (string)[]; readonly environment?: string; readonly detections: readonly (string)[]; readonly minSeverity: "critical" | "high" | "medium" | "low"; readonly route?: string; readonly disposition: "any" | "blocked" | "logged"; readonly networks: readonly (string)[]; readonly counts: "events" | "detections" | "routes" | "addresses"; readonly threshold: number; readonly windowSeconds: number; readonly by: "address" | "network" | "user" | "token"; readonly action: "block" | "limit" | "step-up" | "notify"; readonly limit?: { readonly requests: number; readonly seconds: number }; readonly actionSeconds: number; readonly tells?: "critical" | "high" | "medium" | "low" }; readonly isOn: boolean; readonly createdBy: string; readonly ready?: { readonly why: string; readonly whySo: string }; readonly firedLastWeek: number; readonly firedAt?: string })[] } };
  /** Adds a playbook of the team’s own. */
  addPlaybook: { params: undefined; query: undefined; body: { readonly name: string; readonly rule: { readonly on: "attack" | "weakness" | "incident" | "monitor"; readonly apps: readonly (string)[]; readonly environment?: string; readonly detections: readonly (string)[]; readonly minSeverity: "critical" | "high" | "medium" | "low"; readonly route?: string; readonly disposition: "any" | "blocked" | "logged"; readonly networks: readonly (string)[]; readonly counts: "events" | "detections" | "routes" | "addresses"; readonly threshold: number; readonly windowSeconds: number; readonly by: "address" | "network" | "user" | "token"; readonly action: "block" | "limit" | "step-up" | "notify"; readonly limit?: { readonly requests: number; readonly seconds: number }; readonly actionSeconds: number; readonly tells?: "critical" | "high" | "medium" | "low" }; readonly isOn?: boolean }; result: { readonly id: string } };
  /** Switches a playbook on or off, or changes its name or rule. */
  changePlaybook: { params: { readonly id: string }; query: undefined; body: { readonly name?: string; readonly rule?: { readonly on: "attack" | "weakness" | "incident" | "monitor"; readonly apps: readonly (string)[]; readonly environment?: string; readonly detections: readonly (string)[]; readonly minSeverity: "critical" | "high" | "medium" | "low"; readonly route?: string; readonly disposition: "any" | "blocked" | "logged"; readonly networks: readonly (string)[]; readonly counts: "events" | "detections" | "routes" | "addresses"; readonly threshold: number; readonly windowSeconds: number; readonly by: "address" | "network" | "user" | "token"; readonly action: "block" | "limit" | "step-up" | "notify"; readonly limit?: { readonly requests: number; readonly seconds: number }; readonly actionSeconds: number; readonly tells?: "critical" | "high" | "medium" | "low" }; readonly isOn?: boolean }; result: undefined };
  /** Takes a playbook of the team’s own away; what it decided stays in force. */
  deletePlaybook: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** When a playbook fired and for whom, the latest first. */
  listFirings: { params: { readonly id: string }; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly at: string; readonly actor: { readonly kind: string; readonly value: string }; readonly explanation: string; readonly decisionId?: string; readonly isInForce: boolean; readonly spared?: string })[]; readonly next?: string } };
  /** What a rule would have done last week; nothing is done. */
  rehearsePlaybook: { params: undefined; query: undefined; body: { readonly rule: { readonly on: "attack" | "weakness" | "incident" | "monitor"; readonly apps: readonly (string)[]; readonly environment?: string; readonly detections: readonly (string)[]; readonly minSeverity: "critical" | "high" | "medium" | "low"; readonly route?: string; readonly disposition: "any" | "blocked" | "logged"; readonly networks: readonly (string)[]; readonly counts: "events" | "detections" | "routes" | "addresses"; readonly threshold: number; readonly windowSeconds: number; readonly by: "address" | "network" | "user" | "token"; readonly action: "block" | "limit" | "step-up" | "notify"; readonly limit?: { readonly requests: number; readonly seconds: number }; readonly actionSeconds: number; readonly tells?: "critical" | "high" | "medium" | "low" } }; result: { readonly firings: number; readonly actors: readonly ({ readonly value: string; readonly firings: number; readonly firstAt: string; readonly isCritical: boolean })[]; readonly moreActors: number; readonly lookedAt: number; readonly of: "incidents" | "events"; readonly from: string; readonly isCut: boolean } };
  /** What changes, as it changes: server-sent events named incident, heartbeat, decision, delivery, monitor, work and users, with JSON; gap when some may have been missed and lists are to be read again; beat every 20 seconds. */
  stream: { params: undefined; query: undefined; body: undefined; result: undefined };
  /** Whether the first person is still to be made. */
  needsSetUp: { params: undefined; query: undefined; body: undefined; result: { readonly isNeeded: boolean } };
  /** Makes the first person, an owner, of whoever has the link from the terminal. */
  setUp: { params: undefined; query: undefined; body: { readonly secret: string; readonly email: string; readonly name: string; readonly password: string }; result: { readonly kind: "person" | "api-token"; readonly id: string; readonly name: string; readonly role: "owner" | "admin" | "responder" | "viewer"; readonly apps?: readonly (string)[]; readonly secondFactor?: "set" | "not needed" | "due" | "needed"; readonly secondFactorDueAt?: string } };
  /** Signs in with address, password and, where there is one, the second factor; sets the session cookie. */
  signIn: { params: undefined; query: undefined; body: { readonly email: string; readonly password: string; readonly code?: string; readonly passkey?: { readonly id: string; readonly rawId: string; readonly type: "public-key"; readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string; readonly signature: string; readonly userHandle?: string } } }; result: undefined };
  /** Who is signed in. */
  getMe: { params: undefined; query: undefined; body: undefined; result: { readonly kind: "person" | "api-token"; readonly id: string; readonly name: string; readonly role: "owner" | "admin" | "responder" | "viewer"; readonly apps?: readonly (string)[]; readonly secondFactor?: "set" | "not needed" | "due" | "needed"; readonly secondFactorDueAt?: string } };
  /** Ends the session. */
  signOut: { params: undefined; query: undefined; body: undefined; result: undefined };
  /** Makes a link that signs its maker in on another device: within the hour, and once. */
  makeSignInLink: { params: undefined; query: undefined; body: { readonly password: string }; result: { readonly url: string; readonly endsAt: string } };
  /** Signs in whoever made the link; sets the session cookie. */
  signInByLink: { params: undefined; query: undefined; body: { readonly secret: string }; result: { readonly kind: "person" | "api-token"; readonly id: string; readonly name: string; readonly role: "owner" | "admin" | "responder" | "viewer"; readonly apps?: readonly (string)[]; readonly secondFactor?: "set" | "not needed" | "due" | "needed"; readonly secondFactorDueAt?: string } };
  /** Everybody who may sign in. */
  listPeople: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly email: string; readonly name: string; readonly role: "owner" | "admin" | "responder" | "viewer"; readonly apps?: readonly (string)[]; readonly createdAt: string; readonly isDisabled: boolean; readonly hasSecondFactor: boolean })[] } };
  /** Adds a person with a first password, to be changed after the first sign-in. */
  addPerson: { params: undefined; query: undefined; body: { readonly email: string; readonly name: string; readonly role: "owner" | "admin" | "responder" | "viewer"; readonly apps?: readonly (string)[]; readonly password: string }; result: { readonly id: string } };
  /** Changes the role of a person, the apps that they see, or whether they may sign in. Ends their sessions. */
  changePerson: { params: { readonly id: string }; query: undefined; body: { readonly role?: "owner" | "admin" | "responder" | "viewer"; readonly apps?: readonly (string)[] | null; readonly isDisabled?: boolean }; result: undefined };
  /** Changes one’s own password; ends all other sessions. */
  changePassword: { params: undefined; query: undefined; body: { readonly current: string; readonly next: string }; result: undefined };
  /** Who did what, the latest first. */
  listAudit: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly at: string; readonly actorKind: string; readonly actorName: string; readonly address: string; readonly act: string; readonly subject: string; readonly details: Readonly<Record<string, unknown>> })[]; readonly next?: string } };
  /** Begins a second factor: a secret for an authenticator app, in force once a code of it is given. */
  beginSecondFactor: { params: undefined; query: undefined; body: { readonly password: string }; result: { readonly secret: string; readonly uri: string } };
  /** Puts the second factor in force; gives recovery codes, each of which works once. Shown once. */
  confirmSecondFactor: { params: undefined; query: undefined; body: { readonly code: string }; result: { readonly recoveryCodes: readonly (string)[] } };
  /** Who must have a second factor. */
  getSecondFactorRule: { params: undefined; query: undefined; body: undefined; result: { readonly for: "owners" | "everybody" } };
  /** Says who must have a second factor; owners always must. */
  setSecondFactorRule: { params: undefined; query: undefined; body: { readonly for: "owners" | "everybody" }; result: undefined };
  /** Takes the second factor of a person away who has lost it, passkeys too. */
  removeSecondFactor: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** What Prometheus collects, in its text format, of the apps that the asker sees. */
  getMetrics: { params: undefined; query: undefined; body: undefined; result: undefined };
  /** What a browser is to ask a passkey for, to sign in; good for five minutes, and once. */
  askPasskey: { params: undefined; query: undefined; body: undefined; result: { readonly challenge: string; readonly rpId: string; readonly timeout: number; readonly userVerification: "required" } };
  /** Signs in with a passkey alone, which counts as both factors; sets the session cookie. */
  signInByPasskey: { params: undefined; query: undefined; body: { readonly passkey: { readonly id: string; readonly rawId: string; readonly type: "public-key"; readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string; readonly signature: string; readonly userHandle?: string } } }; result: undefined };
  /** One’s own passkeys, and whether more can be made for this console. */
  listPasskeys: { params: undefined; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly createdAt: string; readonly usedAt?: string })[]; readonly canAdd: boolean } };
  /** Puts a new passkey in force; gives recovery codes to whoever had none. Shown once. */
  addPasskey: { params: undefined; query: undefined; body: { readonly name: string; readonly passkey: { readonly id: string; readonly rawId: string; readonly type: "public-key"; readonly response: { readonly clientDataJSON: string; readonly attestationObject: string; readonly transports?: readonly (string)[] } } }; result: { readonly id: string; readonly recoveryCodes?: readonly (string)[] } };
  /** What a browser is to ask one’s own passkey for, to confirm a change of the account. */
  askOwnPasskey: { params: undefined; query: undefined; body: undefined; result: { readonly challenge: string; readonly rpId: string; readonly timeout: number; readonly userVerification: "required" } };
  /** What a browser is to make a passkey of; asks for the password or another passkey. */
  beginPasskey: { params: undefined; query: undefined; body: { readonly proof: { readonly password: string } | { readonly passkey: { readonly id: string; readonly rawId: string; readonly type: "public-key"; readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string; readonly signature: string; readonly userHandle?: string } } } }; result: { readonly rp: { readonly id: string; readonly name: string }; readonly user: { readonly id: string; readonly name: string; readonly displayName: string }; readonly challenge: string; readonly pubKeyCredParams: readonly ({ readonly type: "public-key"; readonly alg: number })[]; readonly timeout: number; readonly attestation: "none"; readonly excludeCredentials: readonly ({ readonly type: "public-key"; readonly id: string; readonly transports: readonly (string)[] })[]; readonly authenticatorSelection: { readonly residentKey: "required"; readonly requireResidentKey: true; readonly userVerification: "required" } } };
  /** Takes one of one’s own passkeys away; asks for the password or a passkey. */
  removePasskey: { params: { readonly id: string }; query: undefined; body: { readonly proof: { readonly password: string } | { readonly passkey: { readonly id: string; readonly rawId: string; readonly type: "public-key"; readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string; readonly signature: string; readonly userHandle?: string } } } }; result: undefined };
  /** Whether watch and its database answer. */
  getHealth: { params: undefined; query: undefined; body: undefined; result: { readonly status: "ok" } };
}
