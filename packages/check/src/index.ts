export { hostStateOf } from './analysis/host/host-state.ts';
export { nameOfBackup, type Trial, verifyBackup } from './backups/verify-backup.ts';
export { type Baseline, baselineFile, baselineText, parseBaseline } from './engine/baseline.ts';
export { readDefaultExport, type ReadValue } from './analysis/syntax/read-literal.ts';
export { check, type CheckOptions } from './engine/check.ts';
export {
  type ConfiguredAcceptance,
  type GateBounds,
  type RuleSetting,
  type TeamSettings,
  usualGate,
} from './engine/team-settings.ts';
export { evidenceNamesOf } from './engine/evidence-names.ts';
export type { Provide } from './engine/judge-rule.ts';
export type {
  CheckFinding,
  CheckReport,
  EvidenceNote,
  PracticeOutcome,
  RuleOutcome,
  Status,
} from './engine/report-type.ts';
export { type Archive, archiveOf, parseArchive } from './evidence/archive.ts';
export { diskCache } from './evidence/cache/disk-cache.ts';
export { type EvidenceCache, noCache } from './evidence/cache/evidence-cache.ts';
export { type Evidence, type Reach, reaches } from './evidence/collector.ts';
export { acceptedFile, attestedFile, restoresFile } from './analysis/statement-files.ts';
export { type AttestedEntry, parseAttested } from './evidence/collectors/attestations.ts';
export { practiceQuestion, targetsOf } from './engine/practice-question.ts';
export { parseRestores, type RestoreRecord } from './evidence/collectors/restores.ts';
export type { AdvisorySource } from './evidence/advisories/advisory-source.ts';
export { bundledAdvisories, bundleFile, bundleLines } from './evidence/advisories/bundle.ts';
export { osvEndpoint } from './evidence/advisories/osv-endpoint.ts';
export { diskSource } from './evidence/disk.ts';
export {
  collectors,
  type EvidenceName,
  type EvidenceValues,
} from './evidence/registry.generated.ts';
export { type DomainOptions, domainSource } from './evidence/domain/domain-source.ts';
export { localHostSource } from './evidence/host/local-host.ts';
export { connectHost, type RemoteHost } from './evidence/host/ssh-host.ts';
export { imageSource } from './evidence/image/image-source.ts';
export { Session, type SessionOptions } from './evidence/session.ts';
export { isTlsAddress } from './analysis/tls/tls-schemes.ts';
export { siteSource } from './evidence/site-source.ts';
export type { Source } from './evidence/source.ts';
export { applyFixes, plannedReport } from './fixes/apply-fixes.ts';
export type { Fix, FixReport, FixState } from './fixes/fix-report.ts';
export { type FixPlan, planFixes, type PlanOptions } from './fixes/plan-fixes.ts';
export { uncommitted } from './fixes/uncommitted.ts';
export { fixReportJsonSchema, fixReportSchema } from './report/fix-schema.ts';
export { fixDiff, fixList } from './report/fix-terminal.ts';
export { type FormatName, formatNames, formatOf, formats, printReport } from './report/formats.ts';
export { reportJsonSchema, reportSchema } from './report/schema.ts';
export {
  type RequirementView,
  standardNames,
  standardText,
  standardView,
} from './report/standard.ts';
export type { TerminalOptions } from './report/terminal.ts';
export { rules } from './rules/registry.generated.ts';
export type { Told } from './rules/patch.ts';
export {
  mendsSafely,
  type Example,
  type Judgement,
  type Rule,
  type RuleFinding,
  type Target,
  targetOf,
} from './rules/rule.ts';
export {
  type AttackRecord,
  type Hole,
  type HoleKind,
  holeKinds,
  type SentRequest,
} from './analysis/attack/record.ts';
export { readDocument } from './attack/discover/read-document.ts';
export { curlLine } from './analysis/attack/curl-line.ts';
export { changesState } from './attack/endpoint.ts';
export { type KeptHole, regressionTest } from './attack/regression-test.ts';
export { parseReplayFile, type ReplayFile } from './attack/replay-file.ts';
export { replayAll, type ReplayOptions } from './attack/replay-run.ts';
export { type LoginFile, parseLoginFile } from './attack/sessions/login-file.ts';
export type { AttackOptions } from './attack/attack-options.ts';
export { runAttack } from './attack/run-attack.ts';
export { Sender } from './attack/wire/sender.ts';
export { SensorServer } from './attack/wire/sensor-server.ts';
