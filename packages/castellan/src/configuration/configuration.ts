import type { FormatName, GateBounds, RuleSetting } from '@castellan/check';

/** What `castellan check --all` judges. */
export interface ConfiguredTargets {
  /** This folder; true when left out. */
  readonly repository?: boolean;
  /** Addresses as a visitor types them: `https://app.example.com`. */
  readonly sites?: readonly string[];
  /** `local`, or `ssh://user@host`. */
  readonly hosts?: readonly string[];
  readonly domains?: readonly string[];
  /** Archives of images, as `docker save` writes them. */
  readonly images?: readonly string[];
}

/** A finding that the team lives with. */
export interface AcceptedByTeam {
  /** The rule: `docker/user`. */
  readonly rule: string;
  /** Its file, as a path or glob; all when left out. */
  readonly file?: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day, `YYYY-MM-DD`; at most 180 days away for high and critical findings. */
  readonly until: string;
}

/** How check judges here. */
export interface CheckConfiguration {
  readonly targets?: ConfiguredTargets;
  /** By rule (`docker/user`), theme (`docker`) or practice (`I5`): another severity, or `off`. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** From which severity and confidence on a new finding fails; high and likely when left out. */
  readonly failOn?: Partial<GateBounds>;
  /** What is printed; `terminal` when left out. */
  readonly format?: FormatName;
  /** Files that are written too, in the form that their names ask for; in this folder. */
  readonly output?: readonly string[];
  /** What is known from before; `castellan.baseline.json` when left out. */
  readonly baseline?: string;
  /** What is unknown makes the run incomplete. */
  readonly strict?: boolean;
  readonly accept?: readonly AcceptedByTeam[];
}

/** `castellan.config.ts`, `.mts`, `.js` or `.mjs`; of a `castellan.config.json` guard and watch read their parts. */
export interface Configuration {
  readonly check?: CheckConfiguration;
}

/** The configuration as it is, with its types. It is read, never run: only literals may stand in it. */
export function defineConfig(configuration: Configuration): Configuration {
  return configuration;
}
