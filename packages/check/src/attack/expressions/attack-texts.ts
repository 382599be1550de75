import type { AST } from '@eslint-community/regexpp';
import { toCharSet } from 'regexp-ast-analysis';
import { analyse } from 'scslre';

/** A text that may keep an expression busy: the letter in the middle is repeated. */
export interface AttackText {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
  /** True where each further letter multiplies the time; else it grows with a power of the length. */
  readonly isExponential: boolean;
}

const maxReports = 4;
const maxSource = 2_000;
const maxPrefix = 200;
/** What comes last must not fit: one of these does not, for nearly any expression. */
const suffixes = ['!', '\n', 'a', '0'];

/** Texts that an expression may be slow for, as its syntax tells; none for one that is linear or is not read. */
export function attackTexts(source: string, flags: string): readonly AttackText[] {
  if (source.length > maxSource) return [];
  try {
    const options = { maxReports, reportTypes: { Self: true, Trade: true, Move: true } };
    const { reports, parsed } = analyse({ source, flags: flags.replace('v', '') }, options);
    return reports.flatMap((report) => {
      const quantifier = report.type === 'Trade' ? report.startQuant : report.quant;
      const prefix = leadTo(quantifier, parsed.flags);
      if (prefix.length > maxPrefix) return [];
      const { exponential: isExponential, character } = report;
      return suffixes.map((suffix) => ({ prefix, pump: character.pick, suffix, isExponential }));
    });
  } catch {
    // Syntax that the parser does not know yet: nothing is known of it.
    return [];
  }
}

/** The shortest text that fits what stands before a part of the pattern. */
function leadTo(part: AST.Element, flags: AST.Flags): string {
  let text = '';
  let inner: AST.Node = part;
  let outer: AST.Node | null = part.parent;
  while (outer !== null) {
    if (outer.type === 'Alternative') {
      const at = outer.elements.indexOf(inner as AST.Element);
      text =
        outer.elements
          .slice(0, at)
          .map((one) => shortest(one, flags))
          .join('') + text;
    }
    inner = outer;
    outer = outer.parent;
  }
  return text;
}

function shortest(element: AST.Element, flags: AST.Flags): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterSet':
    case 'CharacterClass':
      return letterOf(element, flags);
    case 'Quantifier':
      return shortest(element.element, flags).repeat(Math.min(element.min, maxPrefix));
    case 'Group':
    case 'CapturingGroup':
      return (element.alternatives[0]?.elements ?? []).map((one) => shortest(one, flags)).join('');
    default:
      return '';
  }
}

const plain = Array.from('a0A -_.@/', (letter) => letter.codePointAt(0)!);

function letterOf(element: AST.CharacterSet | AST.CharacterClass, flags: AST.Flags): string {
  const set = toCharSet(element as Parameters<typeof toCharSet>[0], flags);
  const known = plain.find((code) => set.has(code)) ?? set.ranges[0]?.min;
  return known === undefined ? '' : String.fromCodePoint(known);
}
