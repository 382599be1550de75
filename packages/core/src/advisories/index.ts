export { type Effect, effectOn, type InstalledPackage } from './affects.ts';
export { fixedVersions, parseVulnerability, severityIn, type Vulnerability } from './osv.ts';
export { type AskOsv, queryPackages, readVulnerability } from './query-osv.ts';
export { ecosystemOf, versionsOf } from './versions.ts';
