/** Types of the API, for clients written in TypeScript. */
export type { Notice } from '../../live/notices.ts';
export type { App, Instance, NewToken, Token } from './app.ts';
export type { Attacker } from './attacker.ts';
export type { Campaign, CampaignPage } from './campaign.ts';
export type { DecisionRecord } from './decision.ts';
export type { Destination } from './destination.ts';
export type { Drill } from './drill.ts';
export type { Event, Incident } from './incident.ts';
export type {
  AppInventory,
  Dismissal,
  EnvironmentCoverage,
  HostProcess,
  LoadedPackage,
  ReachedHost,
  SeenRoute,
} from './inventory.ts';
export type { Channel, Delivery, NotifierForm, TestResult } from './notification.ts';
export type { Monitor, MonitorLook } from './monitor.ts';
export type { Firing, PlaybookRecord, RehearsalResult } from './playbook.ts';
export type { Overview } from './overview.ts';
export type { PageOf } from './parts.ts';
export type { Compliance, PracticeDetail, PracticeMatrix } from './practice.ts';
export type { FoundDomain, Vendor } from './vendor.ts';
export type { WorkDetail, WorkItem } from './work.ts';
export type { RiskPart, User, UserProfile, UserSource } from './user.ts';
export type { AuditEntry, Me, Person } from './person.ts';
