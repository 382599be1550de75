import type { Confidence, Severity } from '@castellan/core';
import type { CodeFrame } from '../code-frame.ts';
import { isForBuilders, isSeed } from '../builder-files.ts';
import { lineAt } from '../code-frame.ts';
import type { SecretHit } from './hit.ts';
import { maskedFrame, maskedSecret, maskedText } from './mask.ts';
import { scanText } from './scan.ts';

/** A secret in a file, told without the secret; `secret` is for the fingerprint alone. */
export interface FileSecret {
  readonly place: { readonly file: string; readonly line: number; readonly column: number };
  readonly message: string;
  readonly identity: string;
  readonly secret: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly frame: CodeFrame;
}

/** Made by machines: digests there look like keys. */
const made =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|go\.sum|cargo\.lock|composer\.lock|poetry\.lock|gemfile\.lock)$|\.(min\.js|min\.css|map|svg|snap|lock|sum)$/i;
const vendored = /(^|\/)(vendor|third[-_]party|bower_components|node_modules|\.yarn)\//i;
const forTests =
  /(^|\/)(tests?|testing|__tests__|specs?|fixtures?|__fixtures__|mocks?|__mocks__|examples?|samples?|demos?|docs?|e2e|cypress|playwright|testdata|test-data|stories|benchmarks?)(\/|$)|(^|[._-])(test|spec|fixture|mock|story|stories|example|sample)s?\.\w+$|(^|\/)\.env(\.[\w-]+)?[._-](test|testing|ci|e2e|examples?|samples?|template|dist|defaults?)$|(^|\/)(ci|tests?|e2e)\.env$|(^|\/)(example|sample|template|default)s?[._-]?env$|(^|\/)(simple|fake|dummy|mock|stub|demo|sample|example|test)[-_][\w-]*server\.\w+$|\.(md|mdx|rst|adoc|html)$/i;
/** Jobs that run tests make their keys up; one that also deploys may hold a real one. */
const pipeline = /^\.github\/workflows\/|(^|\/)\.gitlab-ci\.ya?ml$/;
/** Servers that stand beside the app, in a network of their own. */
const compose = /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/i;
const testEnvironment = /^\s*NODE_ENV:\s*["']?test\b/m;
const bareValues =
  /(^|\/)(\.env|\.npmrc|\.netrc|\.pgpass|Dockerfile|Procfile|credentials)[^/]*$|\.(env|ya?ml|ini|cfg|conf|properties|toml|sh|bash|zsh|tfvars|txt|config)$/i;
/** Keys of certificates that nobody but the machine itself trusts. */
const forLocalhost = /(^|[/._-])(localhost|127\.0\.0\.1|self-?signed|snake-?oil)[\w.+-]*$/i;
const longLine = 2000;
const meanLine = 500;

const milder = { critical: 'high', high: 'medium', medium: 'low', low: 'low' } as const;

/** A key beside tests is that of a certificate that they made for themselves. */
const madeForTests: ReadonlyMap<string, Severity> = new Map([['private-key', 'low']]);

/** Kinds that only a name or a shape gives away: in tests and documents they are made up. */
const general = new Set(['key', 'password', 'json-web-token', 'address-password']);

/** The secrets of one file. Those in tests and documents are mostly made up: milder and less sure. */
export function secretsIn(path: string, text: string): FileSecret[] {
  const hits = scanText(text, {
    hasBareValues: bareValues.test(path),
    withAssignments: !made.test(path) && !vendored.test(path) && !isBundle(text),
  });
  const isOfOthers = vendored.test(path) || forTests.test(path);
  const told = isOfOthers ? hits.filter(({ kind }) => !general.has(kind)) : hits;
  if (told.length === 0) return [];
  const masked = maskedText(text, hits);
  return told.map((hit) => findingOf(path, text, masked, hit));
}

/** A password as people choose them: in a pipeline that of a server which it starts for itself. */
function isChosen({ kind, confidence }: SecretHit): boolean {
  return kind === 'password' && confidence === 'possible';
}

function findingOf(path: string, text: string, masked: string, hit: SecretHit): FileSecret {
  const line = lineAt(text, hit.start);
  const column = hit.start - text.lastIndexOf('\n', hit.start - 1);
  const isTried =
    forTests.test(path) ||
    isForBuilders(path) ||
    isSeed(path) ||
    forLocalhost.test(path) ||
    (compose.test(path) && isChosen(hit)) ||
    (pipeline.test(path) && (testEnvironment.test(text) || isChosen(hit)));
  const isMade = isTried && hit.confidence !== 'certain';
  const wrapped = hit.layer === undefined ? '' : `, wrapped in ${hit.layer}`;
  return {
    place: { file: path, line, column },
    message: `${hit.title}${wrapped}: ${maskedSecret(hit)}`,
    identity: hit.kind,
    secret: hit.secret,
    severity: isMade ? (madeForTests.get(hit.kind) ?? milder[hit.severity]) : hit.severity,
    confidence: isMade ? 'possible' : hit.confidence,
    frame: maskedFrame(masked, line),
  };
}

/** Bundles have long lines that nobody wrote, and few of them. */
function isBundle(text: string): boolean {
  let lines = 0;
  let hasLong = false;
  for (let from = 0; from < text.length; lines += 1) {
    const end = text.indexOf('\n', from);
    const next = end < 0 ? text.length : end;
    if (next - from > longLine) hasLong = true;
    from = next + 1;
  }
  return hasLong && text.length / lines > meanLine;
}
