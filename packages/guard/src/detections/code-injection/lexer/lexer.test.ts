import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { tokenize } from './tokenizer.ts';
import { tokenKind, type Tokens } from './tokens.ts';

// Real JavaScript is the oracle: Node's own compiler says whether a rewritten file still is valid.
const packages = fileURLToPath(new URL('../../../../../../node_modules/', import.meta.url));
const wrap = (source: string): string => `(async function () {${source}\n})`;

/** CommonJS files that compile as they are, so that a failure afterwards is ours. */
function* validFiles(): Generator<readonly [string, string]> {
  for (const name of readdirSync(packages, { recursive: true, encoding: 'utf8' })) {
    if (!/\.c?js$/.test(name) || /[/\\](?:bin|esm)[/\\]/.test(name)) continue;
    if (!statSync(packages + name).isFile()) continue;
    const source = readFileSync(packages + name, 'utf8').replace(/^\ufeff|^#!.*/, '');
    if (source.length < 200_000 && compiles(source)) yield [name, source];
  }
}

function compiles(source: string): boolean {
  try {
    return new Script(wrap(source)) instanceof Script;
  } catch {
    return false;
  }
}

/** The source with the inner text of every token changed by `replace`. */
function rewrite(
  source: string,
  tokens: Tokens,
  replace: (kind: number, inner: string) => string,
): string {
  let result = '';
  let from = 0;
  tokens.kinds.forEach((kind, index) => {
    const start = tokens.innerStarts[index]!;
    const end = tokens.innerEnds[index]!;
    result += source.slice(from, start) + replace(kind, source.slice(start, end));
    from = end;
  });
  return result + source.slice(from);
}

function blankComments(source: string, tokens: Tokens): string {
  let result = '';
  let from = 0;
  tokens.kinds.forEach((kind, index) => {
    if (kind !== tokenKind.comment) return;
    const text = source.slice(tokens.starts[index], tokens.ends[index]);
    result += source.slice(from, tokens.starts[index]) + text.replace(/[^\n\r\u2028\u2029]/g, ' ');
    from = tokens.ends[index]!;
  });
  return result + source.slice(from);
}

/** Text that fits only where a literal's text is: a misplaced boundary makes a syntax error of it. */
function change(kind: number, inner: string): string {
  if (kind === tokenKind.comment) return inner.replace(/[^\n\r\u2028\u2029]/g, '@');
  if (kind === tokenKind.template) return '# @';
  if (kind === tokenKind.regularExpression) return 'q';
  return kind === tokenKind.string && inner !== 'use strict' ? '# @' : inner;
}

test('installed packages tokenise to the end and stay valid when literals and comments are changed', () => {
  let files = 0;
  for (const [name, source] of validFiles()) {
    if (++files > 250) break;
    const tokens = tokenize(source, 'script');
    assert.ok(tokens.complete, `${name} has something left open`);
    const changed = rewrite(source, tokens, change);
    assert.ok(compiles(blankComments(source, tokens)), `${name} without comments is not valid`);
    assert.ok(compiles(changed), `${name} is no longer valid`);
  }
  assert.ok(files > 50, `only ${files} files found: are the dev dependencies installed?`);
});
