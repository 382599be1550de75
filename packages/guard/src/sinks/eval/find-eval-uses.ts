import { tokenKind, type Tokens } from '../../detections/code-injection/lexer/tokens.ts';
import { JUDGED, JUDGED_LIST, judgedOn, VALUE, valueOf } from './eval-gate.ts';
import { isDefinition, isValue } from './eval-places.ts';
import { TokenView } from './token-view.ts';

/** Text to put in at an offset. Edits at the same offset stand in the order of `rank`. */
export interface Edit {
  readonly at: number;
  readonly rank: number;
  readonly text: string;
}

const rank = { afterValue: 0, afterArgument: 1, beforeArgument: 2, beforeValue: 3 } as const;

/** Whether the edit judges a call's argument; the others replace the name. */
export function isOfCall({ rank: place }: Edit): boolean {
  return place === rank.beforeArgument || place === rank.afterArgument;
}

/** Names of the global object; `self` and the like may be anything, which run time shows. */
const GLOBAL_NAMES: ReadonlySet<string> = new Set(['globalThis', 'global', 'self', 'window']);

/** A call of `eval` whose closing bracket is still to come. */
interface OpenCall {
  /** First token of the callee. */
  readonly callee: number;
  readonly opener: Edit;
  /** Offset of the comma behind the first argument. */
  comma: number | undefined;
  /** A `<` stands in the first argument: a comma after it may be one of type arguments. */
  hasAngle: boolean;
}

/** The innermost brackets at some point of the source. */
interface OpenBracket {
  readonly sign: string;
  readonly call: OpenCall | undefined;
}

/**
 * Finds every use of `eval` that can be told from the tokens alone, and what to put in so that its
 * text is judged: around the first argument of calls, around the name elsewhere. One pass. Offsets
 * are UTF-16 code units; the edits are sorted.
 */
export function evalEdits(source: string, tokens: Tokens): readonly Edit[] {
  const view = new TokenView(source, tokens);
  const edits: Edit[] = [];
  const brackets: OpenBracket[] = [];
  const calls = new Map<number, OpenCall>();
  for (let index = view.first(); index < view.length; index = view.after(index)) {
    const kind = tokens.kinds[index];
    if (kind === tokenKind.name) {
      if (!view.is(index, 'eval')) continue;
      const use = useAt(view, index);
      if (view.is(view.after(index), '(')) noteCall(view, index, use, calls);
      else if (isValue(view, use.start, index, brackets.at(-1)?.sign)) wrapValue(view, use, edits);
    } else if (kind === tokenKind.punctuator) {
      step(view, index, brackets, calls, edits);
    }
  }
  return edits.toSorted((a, b) => a.at - b.at || a.rank - b.rank);
}

/** One use of the name: by itself, or as a property of what may be the global object. */
interface Use {
  readonly start: number;
  readonly end: number;
  /** Undefined for the bare name; empty for a property of some other object. */
  readonly object: string | undefined;
}

function useAt(view: TokenView, index: number): Use {
  const dot = view.before(index);
  if (!view.isDot(dot)) return { start: index, end: index, object: undefined };
  const object = view.before(dot);
  const name = view.text(object);
  const isGlobal = GLOBAL_NAMES.has(name) && !view.isDot(view.before(object));
  return { start: object, end: index, object: isGlobal ? name : '' };
}

function noteCall(
  view: TokenView,
  index: number,
  { start, object }: Use,
  calls: Map<number, OpenCall>,
): void {
  const open = view.after(index);
  const first = view.after(open);
  if (object === '' || view.is(first, ')')) return;
  const isSpread = view.isSpread(first);
  if (isSpread && object !== undefined) return;
  const at = isSpread ? view.start(first) + 3 : view.end(open);
  const text = isSpread ? JUDGED_LIST : object === undefined ? JUDGED : judgedOn(object);
  const opener = { at, rank: rank.beforeArgument, text };
  calls.set(open, { callee: start, opener, comma: undefined, hasAngle: false });
}

function wrapValue(view: TokenView, { start, end, object }: Use, edits: Edit[]): void {
  if (object === '') return;
  const text = object === undefined ? VALUE : valueOf(object);
  edits.push({ at: view.start(start), rank: rank.beforeValue, text });
  edits.push({ at: view.end(end), rank: rank.afterValue, text: ')' });
}

function step(
  view: TokenView,
  index: number,
  brackets: OpenBracket[],
  calls: Map<number, OpenCall>,
  edits: Edit[],
): void {
  const sign = view.text(index);
  const call = brackets.at(-1)?.call;
  switch (sign) {
    case '(':
    case '[':
    case '{':
      brackets.push({ sign, call: calls.get(index) });
      return;
    case ')':
    case ']':
    case '}':
      brackets.pop();
      if (call !== undefined) closeCall(view, index, call, edits);
      return;
    case ',':
      if (call !== undefined && !call.hasAngle) call.comma ??= view.start(index);
      return;
    case '<':
      if (call !== undefined && call.comma === undefined) call.hasAngle = true;
  }
}

function closeCall(view: TokenView, close: number, call: OpenCall, edits: Edit[]): void {
  if (isDefinition(view, call.callee, close)) return;
  const at = call.comma ?? view.start(close);
  edits.push(call.opener, { at, rank: rank.afterArgument, text: ')' });
}
