import { loadConfiguration, type Loaded } from './config/load.ts';
import { detections } from './detections/registry.generated.ts';

/** The configuration that guard would start with in `cwd` and `env`, or all that is wrong with it. */
export function checkConfiguration(
  env: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd(),
): Loaded {
  return loadConfiguration(
    detections.map(({ meta }) => meta.id),
    env,
    cwd,
  );
}
