import { tokenize } from '../../detections/code-injection/lexer/tokenizer.ts';
import { reportCoverage } from '../../hooks/coverage.ts';
import { VmScript } from '../../hooks/originals.ts';
import type { SourceFile } from '../../hooks/source-rewriting.ts';
import { GATE_NAME } from './eval-gate.ts';
import { type Edit, evalEdits, isOfCall } from './find-eval-uses.ts';

/** The name where a use may follow; what is in comments only rarely looks so. */
const USE = /(?<![\w$#])eval\s*(?:[(),;\]}|&=.:?/`]|$)/;

/** Longest source that is read: above it a start would take noticeably longer. */
const MAX_SOURCE = 8_000_000;

/**
 * Lets every use of `eval` in a file pass by guard, on the lines where they stand. A direct call stays
 * one, so that it sees the variables of its place. A file whose tokens leave a doubt is not touched.
 */
export function rewriteEval(file: SourceFile): string {
  const { source } = file;
  if (!USE.test(source) || source.includes(GATE_NAME)) return source;
  if (source.length > MAX_SOURCE) return untouched(file, 'the file is too long to look for eval');
  const tokens = tokenize(source, file.goal);
  const edits = evalEdits(source, tokens);
  if (edits.length === 0) return source;
  if (!tokens.complete) return untouched(file, 'where eval is called in the file is not certain');
  const text = applyEdits(source, edits);
  if (file.goal === 'module' || isCompilable(text) || !isCompilable(source)) return text;
  // Sloppy code that binds the name itself: its calls may still be those of the real one.
  const calls = applyEdits(source, edits.filter(isOfCall));
  untouched(file, 'the file gives eval a meaning of its own');
  return isCompilable(calls) ? calls : source;
}

function applyEdits(source: string, edits: readonly Edit[]): string {
  let text = '';
  let done = 0;
  for (const { at, text: added } of edits) {
    text += source.slice(done, at) + added;
    done = at;
  }
  return text + source.slice(done);
}

/** Whether the source is a CommonJS file; ES modules and what is broken anyway are not. */
function isCompilable(source: string): boolean {
  const body = source.startsWith('#!') ? `//${source}` : source;
  try {
    return Boolean(
      new VmScript(`(function(exports,require,module,__filename,__dirname){${body}\n})`),
    );
  } catch {
    return false;
  }
}

/** Reports the file; returns its source as it was. */
function untouched({ source, filename }: SourceFile, cause: string): string {
  const version = process.versions.node;
  const place = { library: 'javascript', version, path: filename, layer: 'builtin' } as const;
  reportCoverage({ ...place, status: 'unprotected', cause });
  return source;
}
