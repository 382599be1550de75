import { type NginxToken, nginxTokens } from './tokens.ts';

/** A word of a directive, with the offsets at which it is written, quotes included. */
export type NginxWord = Pick<NginxToken, 'value' | 'start' | 'end'>;

/** One directive of nginx, with what its braces hold. */
export interface NginxDirective {
  /** In small letters. */
  readonly name: string;
  readonly words: readonly NginxWord[];
  /** From the name to the `;` or the `}`. */
  readonly start: number;
  readonly end: number;
  /** Absent where it has no braces. */
  readonly inner?: readonly NginxDirective[];
}

/** nginx itself knows no more than five. */
const deepest = 20;

interface Open {
  readonly directives: NginxDirective[];
  /** Those before the brace; none at the root. */
  readonly words: readonly NginxWord[];
}

/** What a configuration of nginx says. Throws an error that says what is wrong. */
export function nginxDirectives(text: string): NginxDirective[] {
  const root: Open = { directives: [], words: [] };
  const open: Open[] = [root];
  let words: NginxWord[] = [];
  for (const { kind, value, start, end } of nginxTokens(text)) {
    const around = open.at(-1)!;
    if (kind === 'word') words.push({ value, start, end });
    else if (kind === '{') {
      if (words.length === 0) throw new Error('a brace has no name before it');
      if (open.length > deepest) throw new Error('its braces stand too deep in one another');
      open.push({ directives: [], words });
      words = [];
    } else if (kind === ';') {
      if (words.length > 0) around.directives.push(directiveOf(words, end));
      words = [];
    } else {
      if (words.length > 0) throw new Error(`\`${words[0]!.value}\` does not end in \`;\``);
      open.pop();
      const outer = open.at(-1);
      if (!outer) throw new Error('a brace is closed that was not opened');
      outer.directives.push({ ...directiveOf(around.words, end), inner: around.directives });
    }
  }
  if (open.length > 1) throw new Error('a brace is not closed');
  if (words.length > 0) throw new Error(`\`${words[0]!.value}\` does not end in \`;\``);
  return root.directives;
}

function directiveOf([name, ...words]: readonly NginxWord[], end: number): NginxDirective {
  return { name: name!.value.toLowerCase(), words, start: name!.start, end };
}

/** Those of a name among directives. */
export function named(
  directives: readonly NginxDirective[] | undefined,
  name: string,
): NginxDirective[] {
  return directives?.filter((one) => one.name === name) ?? [];
}

/** A directive with the blocks that it stands in, outermost first. */
export interface Placed {
  readonly directive: NginxDirective;
  readonly blocks: readonly NginxDirective[];
}

/** Every directive, blocks before what they hold. */
export function placedDirectives(directives: readonly NginxDirective[]): Placed[] {
  const found: Placed[] = [];
  const pending: Placed[] = directives.map((directive) => ({ directive, blocks: [] })).reverse();
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    found.push(one);
    const blocks = [...one.blocks, one.directive];
    const inner = one.directive.inner ?? [];
    for (const directive of inner.toReversed()) pending.push({ directive, blocks });
  }
  return found;
}

/** The servers that answer by HTTP, those of `stream` and `mail` left out. */
export function httpServers(directives: readonly NginxDirective[]): Placed[] {
  return placedDirectives(directives).filter(
    ({ directive, blocks }) =>
      directive.name === 'server' &&
      directive.inner !== undefined &&
      blocks.every(({ name }) => name === 'http'),
  );
}
