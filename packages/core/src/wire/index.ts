export { sentReportSchema } from './check-report.ts';
export { exactly } from './exactly.ts';
export { findingSchema } from './finding.ts';
export { heartbeatSchema } from './heartbeat.ts';
export { inventorySchema } from './inventory.ts';
export { type Message, parseMessage } from './message.ts';
export { parseFinding, parseHeartbeat } from './parse.ts';
export { parseSensorMessage } from './sensor.ts';
