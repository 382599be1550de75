import { quotingAt } from './shell-quotes.ts';
import { mapOf } from './workflow.ts';

/** The edits of a patch that are made here; patches of rules have this shape. */
export type VariableEdit =
  | {
      readonly kind: 'text';
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly was: string;
      readonly to: string;
    }
  | {
      readonly kind: 'yaml';
      readonly file: string;
      readonly at: readonly (string | number)[];
      readonly value: string;
    };

interface Occurrence {
  readonly offset: number;
  readonly text: string;
}

/**
 * Edits by which each script gets the value of `inner`, an expression such as
 * `github.event.issue.title`, from a variable; undefined where one of them is in quotes or in a shell in
 * which that is not certain to mean the same.
 */
export function expressionsIntoVariables(
  { path, text, data }: { readonly path: string; readonly text: string; readonly data: unknown },
  inner: string,
): VariableEdit[] | undefined {
  if (!/^github(\.\w+)+$/.test(inner) || mapOf(data)['defaults'] !== undefined) return undefined;
  const name = inner
    .replace(/^github\.(event\.)?/, '')
    .replaceAll('.', '_')
    .toUpperCase();
  const inText = occurrences(text, inner).filter(({ offset }) => !isElsewhere(text, offset));
  const edits: VariableEdit[] = [];
  let seen = 0;
  for (const { at, step, isPosix } of stepsOf(data)) {
    const { run, shell } = step;
    const found = typeof run === 'string' ? occurrences(run, inner) : [];
    if (typeof run !== 'string' || found.length === 0) continue;
    const isBash = shell === undefined ? isPosix : shell === 'bash' || shell === 'sh';
    const value = `\${{ ${inner} }}`;
    const present = mapOf(step['env'])[name];
    if (!isBash || (present !== undefined && present !== value)) return undefined;
    for (const { offset, text: was } of found) {
      const quoting = quotingAt(run, offset);
      if (quoting === undefined || quoting === 'single' || isList(run, offset)) return undefined;
      const place = inText[seen];
      if (place?.text !== was) return undefined;
      seen += 1;
      const to = quoting === 'double' ? `\${${name}}` : `"\${${name}}"`;
      edits.push({ kind: 'text', file: path, ...positionOf(text, place.offset), was, to });
    }
    edits.push({ kind: 'yaml', file: path, at: [...at, 'env', name], value });
  }
  // Each place in the text is one of a script that was understood, or nothing is done.
  return seen > 0 && seen === inText.length ? edits : undefined;
}

interface StepAt {
  readonly at: readonly (string | number)[];
  readonly step: Readonly<Record<string, unknown>>;
  /** Whether the machine's own shell is one. */
  readonly isPosix: boolean;
}

function stepsOf(data: unknown): StepAt[] {
  return Object.entries(mapOf(mapOf(data)['jobs'])).flatMap(([id, value]) => {
    const { steps, 'runs-on': machine, defaults } = mapOf(value);
    if (!Array.isArray(steps)) return [];
    // A machine that is not named as a string may be any.
    const isPosix =
      defaults === undefined &&
      (machine === undefined || (typeof machine === 'string' && !/windows|\$\{\{/i.test(machine)));
    return steps.map((step, index) => ({
      at: ['jobs', id, 'steps', index],
      step: mapOf(step),
      isPosix,
    }));
  });
}

function occurrences(text: string, inner: string): Occurrence[] {
  const found: Occurrence[] = [];
  for (const match of text.matchAll(/\$\{\{\s*([^}\s]+)\s*\}\}/g))
    if (match[1] === inner) found.push({ offset: match.index, text: match[0] });
  return found;
}

/** True for a comment, a condition, a name and a variable: no script. */
function isElsewhere(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\s*(?:-\s+)?(?:#|(?:if|name|group|ref|[A-Z][A-Z0-9_]*):)/.test(line);
}

/** `for x in …` takes the words of the value one by one: quoted, they would be one. */
function isList(script: string, offset: number): boolean {
  const line = script.slice(script.lastIndexOf('\n', offset - 1) + 1, offset);
  return /\bfor\s+\w+\s+in\b/.test(line);
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}
