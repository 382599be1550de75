import { isRemoved, role, type Lexed } from '../../lexers/shell/lexed.ts';

/** What the characters of one stretch do, as offsets of the first that does it, or -1. */
export interface Structure {
  operator: number;
  expansion: number;
  pattern: number;
  comment: number;
  blank: number;
  bare: number;
  /** A quote or escape character that the shell removes. */
  removed: number;
  /** The stretch ends a quoted part that it did not start, or starts one that it does not end. */
  breaksQuotes: number;
  /** An option-like word that a blank inside the stretch sets apart. */
  option: number;
}

/** Reads the roles from `start` to `end` once. */
export function structureOf(lexed: Lexed, start: number, end: number): Structure {
  const { roles } = lexed;
  const found: Structure = {
    operator: -1,
    expansion: -1,
    pattern: -1,
    comment: -1,
    blank: -1,
    bare: -1,
    removed: -1,
    breaksQuotes: -1,
    option: -1,
  };
  let open = 0;
  let openedAt = -1;
  for (let i = start; i < end; i++) {
    switch (roles[i]) {
      case role.operator:
        if (found.operator < 0) found.operator = i;
        break;
      case role.expansion:
        if (found.expansion < 0 && !continuesVariable(lexed, start, i)) found.expansion = i;
        break;
      case role.pattern:
        if (found.pattern < 0) found.pattern = i;
        break;
      case role.comment:
        if (found.comment < 0 && (i === 0 || roles[i - 1] !== role.comment)) found.comment = i;
        break;
      case role.blank:
        if (found.blank < 0) found.blank = i;
        break;
      case role.bare:
        if (found.bare < 0) found.bare = i;
        break;
      case role.open:
        openedAt = i;
        open++;
        break;
      case role.close:
        if (open-- <= 0 && found.breaksQuotes < 0) found.breaksQuotes = i;
        break;
    }
    if (found.removed < 0 && isRemoved(roles[i])) found.removed = i;
  }
  if (open > 0 && found.breaksQuotes < 0) found.breaksQuotes = openedAt;
  if (roles[end - 1] === role.escape && found.breaksQuotes < 0) found.breaksQuotes = end - 1;
  if (found.blank >= 0) found.option = firstOption(lexed, start, end);
  return found;
}

/** An app's own `$` in front of a number or name (`"US$" + amount`) is a slip and no attack. */
function continuesVariable(lexed: Lexed, start: number, i: number): boolean {
  const { text, roles } = lexed;
  if (start === 0 || roles[start - 1] !== role.expansion || text[start - 1] !== '$') return false;
  for (let at = start; at <= i; at++) {
    if (roles[at] !== role.expansion || !/\w/.test(text[at] as string)) return false;
  }
  return i - start < 64;
}

function firstOption(lexed: Lexed, start: number, end: number): number {
  const { text, roles } = lexed;
  for (let i = start; i < end - 1; i++) {
    if (text[i] !== '-' || roles[i] !== role.bare) continue;
    if (i > 0 && roles[i - 1] !== role.blank) continue;
    const letter = text[i + 1] === '-' ? text[i + 2] : text[i + 1];
    if (letter !== undefined && /[A-Za-z?]/.test(letter)) return i;
  }
  return -1;
}
