import type { Confidence, Severity } from '@castellan/core';
import type { CodeFrame } from '../code-frame.ts';
import { lineAt } from '../code-frame.ts';
import type { SecretHit } from './hit.ts';
import { maskedFrame, maskedSecret, maskedText } from './mask.ts';
import { scanText } from './scan.ts';
import { isForTests, isGeneral, weightOf } from './weight.ts';

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
const bareValues =
  /(^|\/)(\.env|\.npmrc|\.netrc|\.pgpass|Dockerfile|Procfile|credentials)[^/]*$|\.(env|ya?ml|ini|cfg|conf|properties|toml|sh|bash|zsh|tfvars|txt|config)$/i;
const longLine = 2000;
const meanLine = 500;
/** So many different values under secret names are data: samples, digests of a baseline, ids. */
const manyInOneFile = 6;

/** The secrets of one file. Those in tests and documents are mostly made up: milder and less sure; what `isNew` is not committed yet. */
export function secretsIn(path: string, text: string, isNew = false): FileSecret[] {
  const hits = scanText(text, {
    hasBareValues: bareValues.test(path),
    withAssignments: !made.test(path) && !vendored.test(path) && !isBundle(text),
  });
  const isOfOthers = vendored.test(path) || isForTests(path);
  const told = isOfOthers ? hits.filter(({ kind }) => !isGeneral(kind)) : hits;
  if (told.length === 0) return [];
  const masked = maskedText(text, hits);
  const general = told.filter(({ kind }) => isGeneral(kind));
  const isData = new Set(general.map(({ secret }) => secret)).size >= manyInOneFile;
  return told.map((hit) => {
    const finding = findingOf(path, text, masked, hit, isNew);
    return isData && isGeneral(hit.kind) && finding.severity !== 'low'
      ? { ...finding, severity: 'medium', confidence: 'possible' }
      : finding;
  });
}

function findingOf(
  path: string,
  text: string,
  masked: string,
  hit: SecretHit,
  isNew: boolean,
): FileSecret {
  const line = lineAt(text, hit.start);
  const column = hit.start - text.lastIndexOf('\n', hit.start - 1);
  const wrapped = hit.layer === undefined ? '' : `, wrapped in ${hit.layer}`;
  return {
    place: { file: path, line, column },
    message: `${hit.title}${wrapped}: ${maskedSecret(hit)}`,
    identity: hit.kind,
    secret: hit.secret,
    ...weightOf(path, text, hit, isNew),
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
