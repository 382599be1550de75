import { tokenKind } from '../../detections/code-injection/lexer/tokens.ts';
import type { TokenView } from './token-view.ts';

const signs = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What a name that begins a class member, a property or a statement may stand behind. */
const MEMBER_STARTS = signs('{ } ; ,');
/** Words in front of a name that is being declared, or constructed. */
const DECLARING = signs('function new class var let const import export');
/** Signs and words after which a name is a value, or else part of a pattern. */
const VALUE_FOLLOWS = signs(
  '( , = : ? [ => | & ! + . return case await yield instanceof throw void else default',
);
/** Signs that make the name before them a target, a key or a parameter. */
const NOT_AFTER_VALUE = signs('=> ++ -- : ? of in');
/** Signs after which a `:` belongs to a condition or a `case`. */
const COLON_AFTER = signs('? | & case');

/** Whether what looks like a call declares a function or a method, or constructs. */
export function isDefinition(view: TokenView, callee: number, close: number): boolean {
  const before = view.before(callee);
  const next = view.after(close);
  if (view.kind(before) === tokenKind.keyword && DECLARING.has(view.text(before))) return true;
  if (view.is(next, '{')) return true;
  if (!view.is(next, ':')) return false;
  // `eval(source: string): T` of TypeScript; `x ? eval(source) : y` has a sign or a keyword before.
  const kind = view.kind(before);
  return kind === undefined || kind === tokenKind.name || MEMBER_STARTS.has(view.text(before));
}

/**
 * Whether the name, from token `start` to token `end`, is surely read as a value. Only sloppy code
 * can bind `eval`, so parameters and patterns are left to the check that the result compiles.
 */
export function isValue(
  view: TokenView,
  start: number,
  end: number,
  innermost: string | undefined,
): boolean {
  const before = view.before(start);
  const next = view.after(end);
  const previousText = view.text(before);
  const previousKind = view.kind(before);
  if (view.isDot(next)) return isExpressionStart(view, before);
  const follows = previousKind === tokenKind.template || VALUE_FOLLOWS.has(previousText);
  if (!follows || (innermost === '{' && previousText === ',')) return false;
  const nextText = view.text(next);
  if (nextText === '=') return view.text(next + 1) === '=';
  if (nextText === ':') return COLON_AFTER.has(previousText);
  return !NOT_AFTER_VALUE.has(nextText);
}

function isExpressionStart(view: TokenView, before: number): boolean {
  const kind = view.kind(before);
  if (kind === undefined || kind === tokenKind.punctuator || kind === tokenKind.template)
    return true;
  return VALUE_FOLLOWS.has(view.text(before));
}
