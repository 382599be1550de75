import type { Confidence, Severity } from '@castellan/core';
import { isForBuilders, isSeed } from '../builder-files.ts';
import type { SecretHit } from './hit.ts';

const forTests =
  /(^|\/)([\w.-]+-tests|tests?|testing|__tests__|specs?|fixtures?|__fixtures__|mocks?|__mocks__|examples?|samples?|demos?|docs?|e2e|cypress|playwright|testdata|test-data|stories|benchmarks?)(\/|$)|(^|[/._-])(test|testing|e2e|spec|fixture|mock|story|stories|example|sample)s?\.\w+$|(^|\/)\.env(\.[\w-]+)?[._-](test|testing|ci|e2e|examples?|samples?|template|dist|defaults?)$|(^|\/)(ci|tests?|e2e)\.env$|(^|\/)(docker-)?compose[\w.-]*[._-](test|tests|testing|ci|e2e)[._-][\w.-]*$|(^|\/)(example|sample|template|default)s?[._-]?env$|(^|\/)(simple|fake|dummy|mock|stub|demo|sample|example|test)[-_][\w-]*server\.\w+$|\.(md|mdx|rst|adoc|html)$/i;
/** Jobs that run tests make their keys up; one that also deploys may hold a real one. */
const pipeline = /^\.github\/workflows\/|(^|\/)\.gitlab-ci\.ya?ml$/;
/** Servers that stand beside the app, in a network of their own. */
const compose = /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/i;
const testEnvironment = /^\s*NODE_ENV:\s*["']?test\b/m;
/** Keys of certificates that nobody but the machine itself trusts. */
const forLocalhost = /(^|[/._-])(localhost|127\.0\.0\.1|self-?signed|snake-?oil)[\w.+-]*$/i;
/** Keys that people who read a description are shown: `.example('…')`, `"example": "…"`. */
const asExample = /(?:\b|_)(?:examples?|placeholder)["'`]?\s{0,4}[:(=]\s{0,4}\[?["'`]?$/i;
/** What a comment of the code says of the value that stands next. */
const saidMadeUp =
  /\b(?:not (?:actually |really )?an? (?:real |actual )?(?:secret|password|key|token)|not (?:a )?real|isn't (?:a )?(?:real|secret)|made[- ]up|randomly generated and not|dummy|fake|throw-?away|for (?:local )?(?:development|testing|tests) only)\b/i;
/** Files that say of themselves that the real thing stands there. */
const inUse = /(^|[/._-])(prod|production|live|staging)([/._-]|$)/i;
/** A line of a comment that documents what follows. */
const docLine = /^\s*(?:\*|##)/;
const before = 240;

/** Kinds that only a name or a shape gives away: in tests and documents they are made up. */
const general = new Set(['key', 'password', 'json-web-token', 'address-password']);

/** What is tried out guards nothing that matters; it may be a real one all the same. */
const tried = { critical: 'medium', high: 'medium', medium: 'low', low: 'low' } as const;

/** A key beside tests is that of a certificate that they made for themselves. */
const madeForTests: ReadonlyMap<string, Severity> = new Map([['private-key', 'low']]);

/** True for files of tests, examples and documents. */
export function isForTests(path: string): boolean {
  return forTests.test(path) && !pipeline.test(path);
}

/** True for kinds that no provider's format tells. */
export function isGeneral(kind: string): boolean {
  return general.has(kind);
}

/** How much harm a secret does, and how sure it is one, by where it stands and what is said there. */
export function weightOf(
  path: string,
  text: string,
  hit: SecretHit,
  isNew: boolean,
): { readonly severity: Severity; readonly confidence: Confidence } {
  const { kind, severity, confidence } = hit;
  if (isTried(path, text, hit) || isSaidMadeUp(text, hit))
    return { severity: madeForTests.get(kind) ?? tried[severity], confidence: 'possible' };
  // A name and a rare look alone: most of these were made up, for a job, a first start or a sample.
  // What is about to be committed whoever writes it knows best, and asks before it is too late.
  if (isGeneral(kind) && severity !== 'low' && !inUse.test(path) && !isNew)
    return { severity: 'medium', confidence: 'possible' };
  if (confidence === 'possible' && kind.endsWith('-password') && severity !== 'low')
    return { severity: 'medium', confidence };
  return { severity, confidence };
}

function isTried(path: string, text: string, hit: SecretHit): boolean {
  if (hit.confidence === 'certain') return false;
  return (
    isForTests(path) ||
    isForBuilders(path) ||
    isSeed(path) ||
    forLocalhost.test(path) ||
    (compose.test(path) && isChosen(hit)) ||
    (pipeline.test(path) && (testEnvironment.test(text) || isChosen(hit)))
  );
}

/** A password as people choose them: in a pipeline that of a server which it starts for itself. */
function isChosen({ kind, confidence }: SecretHit): boolean {
  return kind === 'password' && confidence === 'possible';
}

function isSaidMadeUp(text: string, { start, kind }: SecretHit): boolean {
  const near = text.slice(Math.max(0, start - before), start);
  if (asExample.test(near)) return true;
  const lines = near.split('\n');
  const line = lines.at(-1)!;
  if (isGeneral(kind) && docLine.test(line)) return true;
  // A comment that shows how an address is written.
  if (
    kind.endsWith('-password') &&
    (/^\s*(?:#|\/\/|\*)/.test(line) || /\bexamples?\b|e\.g\./i.test(near))
  )
    return true;
  const [above = '', own = ''] = lines.slice(-2);
  return [above, own].some((line) => /\/\/|\/\*|^\s*[#*]|<!--/.test(line) && saidMadeUp.test(line));
}
