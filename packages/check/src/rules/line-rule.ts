import { isAppFile } from '../analysis/app-files.ts';
import { codeFrame, lineAt } from '../analysis/code-frame.ts';
import { type PlainCode, plainCode } from '../analysis/syntax/plain-code.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from './rule.ts';

/** Longer files are bundles that nobody wrote. */
const mostChars = 400_000;

/** What a line of code must not hold. */
interface BadLine {
  /** With the flag `g`. */
  readonly pattern: RegExp;
  /** `$1` stands for the first group. */
  readonly message: string;
  readonly severity?: RuleFinding['severity'];
  readonly confidence?: RuleFinding['confidence'];
  /** Whether this place is none after all. */
  isFine?(match: RegExpExecArray, text: string): boolean;
}

type LineRule = Omit<Rule, 'needs' | 'run' | 'mend'> & {
  readonly bad: readonly BadLine[];
  /** Which files are looked at; code of the app when left out. */
  isMeant?(path: string): boolean;
  /** What must stand in a file for the rule to be about it. */
  readonly about: RegExp;
  /** What is said where no file is about it. */
  readonly absent: string;
};

/** A rule about single lines of code, comments left out. */
export function lineRule({ bad, isMeant = isAppFile, about, absent, ...rest }: LineRule): Rule {
  return defineRule({
    ...rest,
    needs: ['texts'],
    run({ texts }) {
      const files = texts.files
        .filter(({ path, text }) => isMeant(path) && text.length <= mostChars)
        .filter(({ text }) => about.test(text))
        .map(({ path, text }) => ({
          path,
          text,
          ...(isCode.test(path) ? plainCode(text) : whole(text)),
        }));
      if (files.length === 0) return notApplicable(absent);
      return failBy(
        files.flatMap((file) => findingsIn(file, bad)),
        `${files.length} files were read`,
      );
    },
  });
}

const isCode = /\.[cm]?[jt]sx?$/;

/** A template or a statement of SQL: no quotes and comments of JavaScript. */
function whole(text: string): PlainCode {
  return { code: text, isQuoted: () => false };
}

function findingsIn(
  { path, text, code, isQuoted }: { readonly path: string; readonly text: string } & PlainCode,
  bad: readonly BadLine[],
): RuleFinding[] {
  return bad.flatMap(({ pattern, message, severity, confidence, isFine }) =>
    [...code.matchAll(pattern)]
      .filter((match) => !isQuoted(match.index) && isFine?.(match, code) !== true)
      .map((match) => {
        const line = lineAt(code, match.index + match[0].search(/\S/));
        return {
          place: { file: path, line },
          message: message.replace('$1', match[1] ?? 'a value'),
          identity: match[0].replace(/\s+/g, ' ').trim().slice(0, 120),
          frame: codeFrame(text, line),
          ...(severity !== undefined && { severity }),
          ...(confidence !== undefined && { confidence }),
        };
      }),
  );
}
