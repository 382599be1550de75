import type { Result } from './call.ts';

/** The API’s things by name, taken from what its operations give. */
export type Overview = Result<'getOverview'>;
export type Incident = Result<'getIncident'>;
export type Event = Result<'listEvents'>['items'][number];
export type Finding = Event['finding'];
export type Attacker = Result<'listAttackers'>['items'][number];
export type UserProfile = Result<'getUser'>;
export type Decision = Result<'listDecisions'>['items'][number];
export type App = Result<'listApps'>['items'][number];
export type Instance = Result<'listInstances'>['items'][number];
export type Token = Result<'listTokens'>['items'][number];
export type Person = Result<'listPeople'>['items'][number];
export type NotifierForm = Result<'listNotifiers'>['items'][number];
export type Channel = Result<'listChannels'>['items'][number];
export type ChannelRules = Channel['rules'];
export type Monitor = Result<'listMonitors'>['items'][number];
export type MonitorForm = Result<'listMonitorKinds'>['items'][number];
export type Delivery = Result<'listDeliveries'>['items'][number];
export type Me = Result<'getMe'>;
export type Severity = Incident['severity'];
export type PracticeMatrix = Result<'listPractices'>;
export type PracticeDetail = Result<'getPractice'>;
export type Compliance = Result<'getCompliance'>;
export type WorkDetail = Result<'getWork'>;
export type WorkItem = WorkDetail['item'];
export type PracticeId = PracticeDetail['row']['id'];
