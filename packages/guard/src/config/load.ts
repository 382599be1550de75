import { nodePath as path, originalFs } from '../hooks/originals.ts';
import { type Configuration, defaultConfiguration } from './configuration.ts';
import { type ConfigurationProblem, sectionProblems, validateSettings } from './validate.ts';

export const CONFIGURATION_FILE = 'castellan.config.json';

export type Loaded =
  | { readonly ok: true; readonly configuration: Configuration; readonly file: string | undefined }
  | {
      readonly ok: false;
      readonly problems: readonly ConfigurationProblem[];
      readonly file: string;
    };

/** Settings that the environment overrides, by variable. */
const VARIABLES: Readonly<Record<string, keyof Configuration>> = {
  CASTELLAN_APP: 'app',
  CASTELLAN_ENVIRONMENT: 'environment',
  CASTELLAN_MODE: 'mode',
  CASTELLAN_LOG: 'log',
  CASTELLAN_FINDINGS_FILE: 'findingsFile',
  CASTELLAN_WATCH_URL: 'watchUrl',
  CASTELLAN_TOKEN: 'watchToken',
  CASTELLAN_SPOOL_DIRECTORY: 'spoolDirectory',
  CASTELLAN_TRUSTED_PROXIES: 'trustedProxies',
  CASTELLAN_USER_ID_KEY: 'userIdKey',
  CASTELLAN_STEP_UP_PATHS: 'stepUpPaths',
  CASTELLAN_INVENTORY: 'inventory',
};

/** Variables that hold a list, with commas between. */
const LISTS: ReadonlySet<string> = new Set([
  'CASTELLAN_TRUSTED_PROXIES',
  'CASTELLAN_STEP_UP_PATHS',
  'CASTELLAN_INVENTORY',
]);

/**
 * Reads `castellan.config.json` (or the file named by CASTELLAN_CONFIG) from the working directory,
 * then the environment variables above, which win. Anything malformed is reported with its key;
 * nothing is half-applied.
 */
export function loadConfiguration(
  detectionIds: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd(),
): Loaded {
  const named = env['CASTELLAN_CONFIG'];
  const file = path.resolve(cwd, named ?? CONFIGURATION_FILE);
  const problems: ConfigurationProblem[] = [];
  const fromFile = readSection(file, named !== undefined, problems);
  if (problems.length > 0) return { ok: false, problems, file };

  const inFile = validateSettings(fromFile === undefined ? {} : fromFile, detectionIds);
  const fromEnv = environmentSettings(env);
  const inEnv = validateSettings(fromEnv, detectionIds);
  if (!inFile.ok) problems.push(...inFile.problems);
  if (!inEnv.ok) problems.push(...inEnv.problems.map(asVariable));
  problems.push(...switchProblems(env));
  if (!inFile.ok || !inEnv.ok || problems.length > 0) return { ok: false, problems, file };

  const merged = {
    ...defaultConfiguration,
    ...packageDefaults(cwd, env),
    ...inFile.settings,
    ...inEnv.settings,
  };
  if (merged.watchUrl !== false && merged.watchToken === false) {
    const message = 'is required with CASTELLAN_WATCH_URL: watch shows it when an app is added';
    return { ok: false, problems: [{ key: 'CASTELLAN_TOKEN', message }], file };
  }
  const resolved = (name: string | false): string | false =>
    name === false ? false : path.resolve(cwd, name);
  return {
    ok: true,
    configuration: Object.freeze({
      ...merged,
      findingsFile: resolved(merged.findingsFile),
      spoolDirectory: resolved(merged.spoolDirectory),
    }),
    file: fromFile === undefined ? undefined : file,
  };
}

/** Longer than any configuration that a person wrote. */
const MAX_FILE_BYTES = 1_048_576;

/** The `guard` section of the file; undefined when the default file is absent. */
function readSection(file: string, mustExist: boolean, problems: ConfigurationProblem[]): unknown {
  const problem = (message: string, key = path.basename(file)): undefined => {
    problems.push({ key, message });
  };
  let text: string;
  try {
    if (originalFs.statSync(file).size > MAX_FILE_BYTES) {
      return problem(`is longer than ${MAX_FILE_BYTES} bytes; accepts a JSON object`);
    }
    text = originalFs.readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!mustExist && code === 'ENOENT') return undefined;
    const cause = `cannot read ${file} (${code ?? String(error)}); accepts a readable JSON file`;
    return problem(cause, mustExist ? 'CASTELLAN_CONFIG' : undefined);
  }
  const parsed = parse(text.replace(/^\uFEFF/, ''), problem);
  if (parsed === undefined) return undefined;
  problems.push(...sectionProblems(parsed, path.basename(file)));
  return Object.hasOwn(parsed, 'guard') ? (parsed as { guard: unknown }).guard : {};
}

function parse(text: string, problem: (message: string) => undefined): object | undefined {
  const accepted = 'accepts a JSON object with a "guard" key';
  if (text.trim() === '') return problem(`is empty; ${accepted}, or remove the file`);
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) return parsed;
    return problem(accepted);
  } catch (error) {
    return problem(`is not valid JSON: ${(error as Error).message}; ${accepted}`);
  }
}

/** Variables that turn guard itself off, or make it strict: an unknown value must do neither unseen. */
const SWITCHES: Readonly<Record<string, readonly string[]>> = {
  CASTELLAN: ['on', 'off'],
  CASTELLAN_STRICT: ['1', '0'],
};

function switchProblems(env: NodeJS.ProcessEnv): ConfigurationProblem[] {
  return Object.entries(SWITCHES).flatMap(([key, accepted]) => {
    const value = env[key];
    if (value === undefined || value === '' || accepted.includes(value)) return [];
    const values = accepted.map((one) => `"${one}"`).join(', ');
    return [{ key, message: `accepts ${values}, got ${JSON.stringify(value)}` }];
  });
}

function environmentSettings(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [variable, key] of Object.entries(VARIABLES)) {
    const value = env[variable];
    if (value === undefined) continue;
    if (LISTS.has(variable)) settings[key] = listIn(value);
    else settings[key] = value === 'false' ? false : value;
  }
  return settings;
}

function listIn(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function asVariable(problem: ConfigurationProblem): ConfigurationProblem {
  const variable = Object.keys(VARIABLES).find(
    (name) => problem.key.replace(/\[\d+\]$/, '') === `guard.${VARIABLES[name]}`,
  );
  return { key: variable ?? problem.key, message: problem.message };
}

/** The app's name from its package.json and the environment from NODE_ENV, where nothing is set. */
function packageDefaults(cwd: string, env: NodeJS.ProcessEnv): Partial<Configuration> {
  const environment = env['NODE_ENV'];
  return { ...appName(cwd), ...(environment ? { environment } : {}) };
}

function appName(cwd: string): { app?: string } {
  try {
    const { name } = JSON.parse(
      originalFs.readFileSync(path.join(cwd, 'package.json'), 'utf8'),
    ) as {
      name?: unknown;
    };
    return typeof name === 'string' && name !== '' ? { app: name } : {};
  } catch {
    return {};
  }
}
