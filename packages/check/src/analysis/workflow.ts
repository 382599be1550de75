/** One step of a job. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly name?: string;
  readonly with: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly id: string;
  readonly permissions: unknown;
  /** A workflow that the job calls. */
  readonly uses?: string;
  readonly secrets: unknown;
  readonly steps: readonly Step[];
}

/** A workflow's parts, whatever is missing or of the wrong type left out. */
export interface WorkflowParts {
  readonly triggers: readonly string[];
  readonly permissions: unknown;
  readonly jobs: readonly Job[];
}

/** Reads the parsed YAML of a GitHub Actions workflow. Never throws. */
export function workflowParts(data: unknown): WorkflowParts {
  const root = mapOf(data);
  const jobs = Object.entries(mapOf(root['jobs'])).map(([id, value]) => jobOf(id, mapOf(value)));
  return {
    triggers: triggersOf(root['on'] ?? root['true']),
    permissions: root['permissions'],
    jobs,
  };
}

function jobOf(id: string, job: Readonly<Record<string, unknown>>): Job {
  const { uses, steps } = job;
  return {
    id,
    permissions: job['permissions'],
    secrets: job['secrets'],
    ...(typeof uses === 'string' && { uses }),
    steps: Array.isArray(steps) ? steps.map((step) => stepOf(mapOf(step))) : [],
  };
}

function stepOf(step: Readonly<Record<string, unknown>>): Step {
  const { uses, run, name } = step;
  return {
    ...(typeof uses === 'string' && { uses }),
    ...(typeof run === 'string' && { run }),
    ...(typeof name === 'string' && { name }),
    with: mapOf(step['with']),
  };
}

function triggersOf(on: unknown): string[] {
  if (typeof on === 'string') return [on];
  if (Array.isArray(on)) return on.filter((one) => typeof one === 'string');
  return Object.keys(mapOf(on));
}

/** A plain map; an empty one for anything else. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
