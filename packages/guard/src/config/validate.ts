import {
  inventoryParts,
  type Mode,
  modes,
  nearest,
  parseNetwork,
  tokenKindOf,
} from '@castellan/core';
import type { Configuration, PolicyException, RouteRule } from './configuration.ts';

/** One thing wrong with a configuration: which key, and what it accepts. */
export interface ConfigurationProblem {
  /** Path of the key, e.g. `guard.routes[1].mode`. */
  readonly key: string;
  /** What is wrong and what is accepted, for a person. */
  readonly message: string;
}

export type Validated =
  | { readonly ok: true; readonly settings: Partial<Configuration> }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

type Check = (value: unknown, key: string, report: Report) => void;
type Report = (key: string, message: string) => void;

const LOG_FORMS = ['auto', 'json', 'text', 'off'] as const;

/** Sections of `castellan.config.json`, one for each face of Castellan. */
const SECTIONS = ['$schema', 'guard', 'check', 'watch'];

/** What is wrong with the file as a whole: a section under another name would be left unread. */
export function sectionProblems(file: object, name: string): ConfigurationProblem[] {
  return Object.keys(file)
    .filter((key) => !SECTIONS.includes(key))
    .map((key) => ({ key: `${name}: ${key}`, message: unknownKey(key, SECTIONS) }));
}

/** Checks the `guard` section of `castellan.config.json`. Unknown keys are problems: a typo must not disarm. */
export function validateSettings(input: unknown, detectionIds: readonly string[]): Validated {
  const problems: ConfigurationProblem[] = [];
  const report: Report = (key, message) => problems.push({ key, message });
  record(checks(detectionIds))(input, 'guard', report);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, settings: input as Partial<Configuration> };
}

function checks(detectionIds: readonly string[]): Record<keyof Configuration, Check> {
  const mode = oneOf<Mode>(modes);
  const detection = oneOf(detectionIds);
  const route = pattern(
    /^(?:[A-Z]+ )?\/[^\s]*$/,
    'a path pattern such as "/admin/*" or "POST /admin/*"',
  );
  const rule: Record<keyof RouteRule, Check> = {
    route,
    mode,
    detections: listOf(detection),
  };
  const exception: Record<keyof PolicyException, Check> = {
    detection,
    route,
    input: pattern(
      /^[^\s.*][^\s]{0,254}$/,
      'the path of one input such as "body.comment", not of all',
    ),
    reason: pattern(/^\S.{2,499}$/, 'a reason of 3 to 500 characters'),
    until: lastDay,
  };
  return {
    app: pattern(/^\S.{0,99}$/, 'a name of 1 to 100 characters'),
    environment: pattern(/^\S.{0,99}$/, 'a name of 1 to 100 characters'),
    mode,
    detections: mapOf(detectionIds, mode),
    routes: listOf(record(rule, ['route', 'mode'])),
    exceptions: listOf(record(exception, ['detection', 'route', 'input', 'reason', 'until'])),
    allowedHosts: listOf(pattern(/^[^\s/@]+$/, 'a host name or address, without scheme or path')),
    findingsFile: orFalse((text) => text !== '', 'a file path'),
    watchUrl: orFalse(isWatchUrl, 'the address of watch, such as "https://watch.example.com"'),
    watchToken: orFalse(
      (text) => tokenKindOf(text) === 'ingest',
      'an ingest token of watch, whole, as it was shown ("cst_ingest_…")',
      true,
    ),
    spoolDirectory: orFalse((text) => text !== '', 'a directory'),
    trustedProxies: listOf((value, key, report) => {
      if (typeof value !== 'string' || parseNetwork(value) === undefined) {
        report(key, `accepts an address or a network such as "10.0.0.0/8", got ${show(value)}`);
      }
    }),
    userIdKey: orFalse((text) => text.length >= 16, 'a secret of at least 16 characters', true),
    stepUpPaths: listOf(pattern(/^\/[^\s?#]*$/, 'a path pattern such as "/verify"')),
    inventory: listOf(oneOf(inventoryParts)),
    log: oneOf(LOG_FORMS),
  };
}

/** A text of a certain form, or `false` for none. A secret is never shown in what is wrong with it. */
function orFalse(isRight: (text: string) => boolean, accepted: string, isSecret = false): Check {
  return (value, key, report) => {
    if (value === false || (typeof value === 'string' && isRight(value))) return;
    report(key, `accepts ${accepted} or false${isSecret ? '' : `, got ${show(value)}`}`);
  };
}

/** A day of the calendar. One that is over is no problem: the exception has ended. */
function lastDay(value: unknown, key: string, report: Report): void {
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const day = isDay ? new Date(`${value}T00:00:00Z`) : undefined;
  if (
    day !== undefined &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(value as string)
  )
    return;
  report(key, `accepts the last day such as "2027-01-31", got ${show(value)}`);
}

function isWatchUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

function oneOf<Value extends string>(accepted: readonly Value[]): Check {
  return (value, key, report) => {
    if (!(accepted as readonly unknown[]).includes(value)) {
      report(key, `accepts ${quoted(accepted)}, got ${show(value)}${guess(value, accepted)}`);
    }
  };
}

function pattern(expression: RegExp, accepted: string): Check {
  return (value, key, report) => {
    if (typeof value !== 'string' || !expression.test(value)) {
      report(key, `accepts ${accepted}, got ${show(value)}`);
    }
  };
}

function listOf(check: Check): Check {
  return (value, key, report) => {
    if (!Array.isArray(value)) report(key, `accepts a list, got ${show(value)}`);
    else for (const [index, item] of value.entries()) check(item, `${key}[${index}]`, report);
  };
}

function mapOf(keys: readonly string[], check: Check): Check {
  return record(Object.fromEntries(keys.map((key) => [key, check])));
}

function record(fields: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, key, report) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      report(key, `accepts an object, got ${show(value)}`);
      return;
    }
    for (const name of required) {
      if (!Object.hasOwn(value, name)) report(`${key}.${name}`, 'is required');
    }
    for (const [name, item] of Object.entries(value)) {
      const check = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (check === undefined) {
        report(`${key}.${name}`, unknownKey(name, Object.keys(fields)));
      } else check(item, `${key}.${name}`, report);
    }
  };
}

/** That a name is none of `accepted`, which they are, and which was probably meant. */
function unknownKey(name: string, accepted: readonly string[]): string {
  return `is not a known key; accepted keys are ${quoted(accepted)}${guess(name, accepted)}`;
}

function guess(value: unknown, accepted: readonly string[]): string {
  const meant = typeof value === 'string' ? nearest(value, accepted) : undefined;
  return meant === undefined || meant === value ? '' : `; did you mean "${meant}"?`;
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
