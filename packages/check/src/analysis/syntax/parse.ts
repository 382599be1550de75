import { parseSync, type Program } from 'oxc-parser';

/** The tree of a file, or why there is none. */
export type Parsed =
  | { readonly isModule: boolean; readonly program: () => Program }
  | { readonly problem: string };

const codeFile = /\.(?:[cm]?js|[cm]?ts|jsx|tsx)$/i;

/** True for the names of JavaScript and TypeScript files; declarations hold no code. */
export function isCodeFile(path: string): boolean {
  return codeFile.test(path) && !/\.d\.[cm]?ts$/i.test(path);
}

/** The syntax tree of JavaScript, TypeScript or JSX. Offsets are UTF-16 code units. Never throws. */
export function parse(path: string, text: string): Parsed {
  const first = parseAs(path, text);
  // Flow's and React's plain `.js` often hold JSX: oxc reads it there, TypeScript's never.
  if ('program' in first || !/\.[cm]?js$/i.test(path)) return first;
  const asTypeScript = parseAs(path.replace(/\.[cm]?js$/i, '.tsx'), text);
  return 'program' in asTypeScript ? asTypeScript : first;
}

const moduleMark =
  /^[ \t]*(?:import\b(?!\s*\()|export\b)|\bimport\.meta\b|;[ \t]*(?:import\b(?!\s*\()|export\b)/m;
const commonMark = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/;

/** True for an ES module by its syntax; only where its words do not settle it a tree is made. */
export function isModule(path: string, text: string): boolean {
  if (!moduleMark.test(text)) return false;
  if (!commonMark.test(text)) return true;
  const parsed = parse(path, text);
  return 'program' in parsed && parsed.isModule;
}

/** True when the whole of it is sound: no error, not even one that the parser gets over. */
export function isSound(path: string, text: string): boolean {
  try {
    return !parseSync(path, text).errors.some(({ severity }) => (severity as string) === 'Error');
  } catch {
    return false;
  }
}

function parseAs(path: string, text: string): Parsed {
  try {
    const result = parseSync(path, text, { preserveParens: false });
    const error = result.errors.find(({ severity }) => (severity as string) === 'Error');
    if (error !== undefined && result.program.body.length === 0) return { problem: error.message };
    // The tree is made of what the parser holds only when it is asked for.
    return { isModule: result.module.hasModuleSyntax, program: () => result.program };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
