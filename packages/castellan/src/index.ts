export {
  type AcceptedByTeam,
  type CheckConfiguration,
  type Configuration,
  type ConfiguredTargets,
  defineConfig,
} from './configuration/configuration.ts';
