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
  listEvents: { method: 'GET', path: '/api/v1/events', least: 'viewer' },
  listAttackers: { method: 'GET', path: '/api/v1/attackers', least: 'viewer' },
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
  deleteMonitor: { method: 'DELETE', path: '/api/v1/monitors/{id}', least: 'admin', needsAllApps: true },
  lookNow: { method: 'POST', path: '/api/v1/monitors/{id}/look', least: 'admin', needsAllApps: true },
  listLooks: { method: 'GET', path: '/api/v1/monitors/{id}/looks', least: 'viewer' },
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
  listIncidents: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly app?: string | undefined; readonly environment?: string | undefined; readonly status?: "open" | "closed" | "false-alarm" | undefined; readonly outcome?: "attack" | "weakness" | undefined; readonly actor?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly appId: string; readonly app: string; readonly isDemo: boolean; readonly environment: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly severity: "critical" | "high" | "medium" | "low"; readonly route: string; readonly actor: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly status: "open" | "closed" | "false-alarm"; readonly reason: string; readonly location?: string; readonly acknowledgedAt?: string; readonly acknowledgedBy?: string; readonly block?: { readonly id: string; readonly since: string }; readonly campaignId?: string; readonly mergedInto?: string })[]; readonly next?: string } };
  /** One incident. */
  getIncident: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly id: string; readonly appId: string; readonly app: string; readonly isDemo: boolean; readonly environment: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly severity: "critical" | "high" | "medium" | "low"; readonly route: string; readonly actor: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly status: "open" | "closed" | "false-alarm"; readonly reason: string; readonly location?: string; readonly acknowledgedAt?: string; readonly acknowledgedBy?: string; readonly block?: { readonly id: string; readonly since: string }; readonly campaignId?: string; readonly mergedInto?: string } };
  /** Closes an incident, calls it a false alarm, or opens it again. */
  resolveIncident: { params: { readonly id: string }; query: undefined; body: { readonly status: "open" | "closed" | "false-alarm" }; result: { readonly id: string; readonly appId: string; readonly app: string; readonly isDemo: boolean; readonly environment: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly severity: "critical" | "high" | "medium" | "low"; readonly route: string; readonly actor: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly status: "open" | "closed" | "false-alarm"; readonly reason: string; readonly location?: string; readonly acknowledgedAt?: string; readonly acknowledgedBy?: string; readonly block?: { readonly id: string; readonly since: string }; readonly campaignId?: string; readonly mergedInto?: string } };
  /** Says that somebody is on it: no channel is reminded, and nothing is escalated. */
  acknowledgeIncident: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** Findings as the apps sent them, the latest first. */
  listEvents: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly app?: string | undefined; readonly environment?: string | undefined; readonly incident?: string | undefined; readonly address?: string | undefined; readonly detection?: string | undefined; readonly disposition?: "allowed" | "logged" | "blocked" | undefined; readonly from?: string | undefined; readonly until?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly at: string; readonly receivedAt: string; readonly incidentId: string; readonly appId: string; readonly finding: { readonly version: 1; readonly id: string; readonly time: string; readonly app: string; readonly environment: string; readonly instance: string; readonly detection: string; readonly outcome: "attack" | "weakness"; readonly confidence: "certain" | "likely" | "possible"; readonly severity: "critical" | "high" | "medium" | "low"; readonly disposition: "allowed" | "logged" | "blocked"; readonly mode: "off" | "monitor" | "block"; readonly cwe: number; readonly practices: readonly (string)[]; readonly controls: readonly (string)[]; readonly reason: string; readonly request?: { readonly id: string; readonly method: string; readonly route?: string; readonly path: string; readonly address?: string; readonly userAgent?: string; readonly user?: { readonly id: string; readonly name?: string }; readonly tokenFingerprint?: string }; readonly input: { readonly path: string; readonly excerpt: string; readonly transformations: readonly ("trim" | "letter-case" | "white-space" | "unicode-normal-form" | "url-decoding" | "html-decoding" | "base64-decoding" | "hex-decoding" | "json-decoding" | "quote-doubling" | "backslash-escaping" | "join" | "part")[] }; readonly sink: { readonly library: string; readonly api: string; readonly kind: "sql" | "shell" | "program" | "path" | "connect" | "code" }; readonly span: { readonly excerpt: string; readonly start: number; readonly end: number }; readonly location?: { readonly file: string; readonly line: number; readonly column: number; readonly function?: string; readonly sourceMapped: boolean }; readonly stack: readonly ({ readonly file: string; readonly line: number; readonly column: number; readonly function?: string; readonly sourceMapped: boolean })[]; readonly advice: string; readonly count: number } })[]; readonly next?: string } };
  /** Addresses that attacked, the most recent first. */
  listAttackers: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly app?: string | undefined; readonly address?: string | undefined }; body: undefined; result: { readonly items: readonly ({ readonly appId: string; readonly address: string; readonly firstSeen: string; readonly lastSeen: string; readonly events: number; readonly blocked: number; readonly detections: readonly (string)[]; readonly userAgents: readonly (string)[] })[]; readonly next?: string } };
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
  listDeliveries: { params: undefined; query: { readonly limit?: string | number | undefined; readonly cursor?: string | undefined; readonly channel?: string | undefined; readonly state?: "waiting" | "gathered" | "told" | "delivered" | "failed" | undefined }; body: undefined; result: { readonly items: readonly ({ readonly id: string; readonly channelId: string; readonly channel: string; readonly incidentId?: string; readonly cause: "opened" | "worse" | "reopened" | "still-open" | "escalated" | "resolved" | "summary" | "test"; readonly severity: "critical" | "high" | "medium" | "low"; readonly title: string; readonly state: "waiting" | "gathered" | "told" | "delivered" | "failed"; readonly heldBy?: "mute" | "digest" | "quota"; readonly attempts: number; readonly createdAt: string; readonly dueAt?: string; readonly finishedAt?: string; readonly status?: number; readonly problem?: string })[]; readonly next?: string } };
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
  /** Takes a monitor away, with what it found. */
  deleteMonitor: { params: { readonly id: string }; query: undefined; body: undefined; result: undefined };
  /** Looks now, and tells what it found. */
  lookNow: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly level: "ok" | "warning" | "critical"; readonly summary: string; readonly at: string } };
  /** What a monitor found, the latest first. */
  listLooks: { params: { readonly id: string }; query: undefined; body: undefined; result: { readonly items: readonly ({ readonly level: "ok" | "warning" | "critical"; readonly summary: string; readonly at: string })[] } };
  /** What changes, as it changes: server-sent events named incident, heartbeat, decision, delivery and monitor, with JSON; gap when some may have been missed and lists are to be read again; beat every 20 seconds. */
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
