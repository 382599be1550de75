export { checkConfiguration } from './check-configuration.ts';
export type { Configuration } from './config/configuration.ts';
export { guardVersion } from './config/guard-version.ts';
export type { Loaded } from './config/load.ts';
export { coverageReport } from './hooks/coverage.ts';
export { hasModuleHooks } from './hooks/esm.ts';
export {
  isKnownVersion,
  isSupportedNode,
  type KnownLibrary,
  knownLibraries,
} from './known-libraries.ts';
export { counters } from './verdict/counters.ts';
