import { isAppFile } from '../analysis/app-files.ts';
import { codeFrame, lineAt } from '../analysis/code-frame.ts';
import { isGenerated } from '../analysis/taint/file-kinds.ts';
import { type PlainCode, plainCode } from '../analysis/syntax/plain-code.ts';
import { SourceText } from '../analysis/syntax/source-edit.ts';
import type { Patch } from './patch.ts';
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

/** A place that a rule about lines found. */
interface FoundLine {
  readonly path: string;
  readonly text: string;
  readonly source: SourceText;
  /** Offsets of what was found. */
  readonly start: number;
  readonly end: number;
}

type LineRule = Omit<Rule, 'needs' | 'mayRead' | 'run' | 'mend'> & {
  readonly mend?: {
    readonly title: string;
    readonly needsUnsafe?: true;
    /** The patch for one place; undefined where no edit is certain to be right. */
    offer(found: FoundLine): Patch | undefined;
  };
  readonly bad: readonly BadLine[];
  /** Which files are looked at; code of the app when left out. */
  isMeant?(path: string): boolean;
  /** What must stand in a file for the rule to be about it. */
  readonly about: RegExp;
  /** What is said where no file is about it. */
  readonly absent: string;
};

/** A rule about single lines of code, comments left out. */
export function lineRule({
  bad,
  isMeant = isAppFile,
  about,
  absent,
  mend,
  ...rest
}: LineRule): Rule {
  return defineRule<'texts'>({
    ...rest,
    needs: ['texts'],
    run({ texts }) {
      const files = texts.files
        .filter(({ path, text }) => isMeant(path) && text.length <= mostChars && !isGenerated(text))
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
    ...(mend && {
      mend: {
        title: mend.title,
        ...(mend.needsUnsafe && { needsUnsafe: mend.needsUnsafe }),
        offer({ place }, { texts }) {
          const file = texts.files.find(({ path }) => path === place?.file);
          if (!file || place?.line === undefined || place.column === undefined) return undefined;
          const { path, text } = file;
          const source = new SourceText(path, text);
          const start = source.offsetOf(place.line, place.column);
          const { code } = isCode.test(path) ? plainCode(text) : whole(text);
          for (const { pattern } of bad)
            for (const match of code.matchAll(pattern))
              if (startOf(match) === start)
                return mend.offer({
                  path,
                  text,
                  source,
                  start,
                  end: match.index + match[0].length,
                });
          return undefined;
        },
      },
    }),
  });
}

/** Where the first thing that is no space stands. */
function startOf(match: RegExpExecArray): number {
  return match.index + match[0].search(/\S/);
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
        const start = startOf(match);
        const line = lineAt(code, start);
        const column = start - code.lastIndexOf('\n', start - 1);
        return {
          place: { file: path, line, column },
          message: message.replace('$1', match[1] ?? 'a value'),
          identity: match[0].replace(/\s+/g, ' ').trim().slice(0, 120),
          frame: codeFrame(text, line),
          ...(severity !== undefined && { severity }),
          ...(confidence !== undefined && { confidence }),
        };
      }),
  );
}
