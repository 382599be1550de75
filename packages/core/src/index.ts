export { canariesIn, canaryOf, canaryPattern } from './attack/canary.ts';
export {
  type ControlId,
  controls,
  isControlId,
  type StandardId,
  standards,
} from './controls/controls.ts';
export { practiceControls } from './controls/practice-controls.ts';
export { cweNames, cweUrl } from './controls/cwe.ts';
export { type ExposedFile, exposedFiles } from './disclosure/exposed-files.ts';
export { readSecurityTxt, type SecurityTxt } from './disclosure/security-txt.ts';
export {
  drillMark,
  drillMessage,
  drillParameter,
  type DrillValue,
  mostDrillProofs,
  readDrillMark,
  readDrillValue,
  writeDrillValue,
} from './drill/drill-value.ts';
export { BlockedError, isBlockedError } from './errors/blocked-error.ts';
export { CastellanError } from './errors/castellan-error.ts';
export {
  type ErrorCode,
  errorMessage,
  errorMessages,
  type ErrorValues,
} from './errors/error-codes.ts';
export {
  type Face,
  faces,
  type PracticeId,
  practiceIds,
  type PromiseId,
  promiseIds,
} from './handbook/practice-ids.ts';
export { type Practice, practices, promises } from './handbook/practices.ts';
export { type Address, canonicalAddress, isMapped, parseAddress } from './network/address.ts';
export { type AddressClass, classifyAddress, isInternal } from './network/address-class.ts';
export { clientAddress } from './network/client-address.ts';
export { isInNetwork, type Network, parseNetwork, plainAddress } from './network/network.ts';
export { NetworkMap } from './network/network-map.ts';
export { cardNumberRanges } from './redaction/card-numbers.ts';
export { excerptAround, type MarkedExcerpt } from './redaction/excerpt-around.ts';
export { nodeEndOfLife } from './releases/node-end-of-life.ts';
export { escapeUnsafe, excerpt } from './redaction/excerpt.ts';
export { redactText, redactValue } from './redaction/redact-value.ts';
export { safeJson } from './redaction/safe-json.ts';
export { isSensitiveKey } from './redaction/sensitive-key.ts';
export { type SinkKind, sinkKinds, type SinkKindFacts, sinkKindFacts } from './sinks/sink-kind.ts';
export { type SinkApi, type SinkLibrary, supportedNodeVersions } from './sinks/sink-library.ts';
export { sinkLibrary, sinkTable } from './sinks/sink-table.ts';
export { formatToken, type TokenKind, tokenKindOf, tokenKinds } from './tokens/token-format.ts';
export { csvRow } from './text/csv-row.ts';
export { unifiedDiff } from './text/unified-diff.ts';
export { nearest } from './vocabulary/nearest.ts';
export { type StaticReach, staticReach } from './sinks/static-reach.ts';
export {
  type StaticKind,
  staticKinds,
  staticSinks,
  type StaticSinkLibrary,
} from './sinks/static-sinks.ts';
export { type GuardStart, guardStartOf, shellForm, startScriptIn } from './start/guard-start.ts';
export { type Confidence, confidences, type Severity, severities } from './vocabulary/severity.ts';
export { type Transformation, transformations } from './vocabulary/transformation.ts';
export {
  type Disposition,
  dispositions,
  type Mode,
  modes,
  type Outcome,
  outcomes,
} from './vocabulary/verdict.ts';
export {
  type PracticeStatus,
  practiceStatuses,
  type ReportAnswer,
  type ReportKind,
  reportKinds,
  reportLimits,
  type SentFinding,
  type SentReport,
  type SentRule,
} from './wire/check-report-type.ts';
export {
  type Actor,
  type ActorKind,
  actorKinds,
  type Decision,
  type DecisionAction,
  decisionActions,
  type Decisions,
  deliveryLimits,
  type IngestAnswer,
  policyVersionHeader,
  type RequestLimit,
  requestLimits,
} from './wire/decision-type.ts';
export {
  type HostSection,
  hostSections,
  type HostState,
  hostStateLimits,
} from './wire/host-state-type.ts';
export type {
  Finding,
  FindingInput,
  FindingRequest,
  FindingSink,
  FindingSpan,
  FindingUser,
  SourceLocation,
} from './wire/finding-type.ts';
export {
  type Coverage,
  type CoverageLayer,
  coverageLayers,
  type CoverageStatus,
  coverageStatuses,
  type ExceptionUse,
  type Heartbeat,
  type HeartbeatCounters,
} from './wire/heartbeat-type.ts';
export {
  type HostReached,
  type Inventory,
  type InventoryPart,
  inventoryParts,
  type PackageLoaded,
  type RouteException,
  type RouteSeen,
} from './wire/inventory-type.ts';
export { wireLimits, wireVersion } from './wire/limits.ts';
export {
  attackHeader,
  type ExchangeOver,
  type ExpressionUse,
  type RegisteredRoute,
  type SensorHello,
  type SensorMessage,
  type SensorPlace,
  sensorVariable,
  type Sighting,
} from './wire/sensor-type.ts';
