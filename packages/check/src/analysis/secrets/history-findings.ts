import type { Confidence, Severity } from '@castellan/core';
import { secretsIn } from './file-findings.ts';
import { isGeneral } from './weight.ts';

/** A secret that a commit brought in, told without the secret. */
export interface HistorySecret {
  readonly file: string;
  readonly commit: string;
  /** When it was committed, `YYYY-MM-DD`. */
  readonly on: string;
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly kind: string;
  /** SHA-256 of the secret, hexadecimal: tells one from another. */
  readonly digest: string;
}

/** Lines that one commit added to one file. */
export interface AddedText {
  readonly file: string;
  readonly commit: string;
  readonly on: string;
  readonly text: string;
}

/** Marks the line of a commit in what `git log` prints: a sign that no line of a patch begins with. */
export const commitMark = '\u0001';

/** What `git log -p -U0 --format=<mark>%H %cs` prints, as texts that were added, one a file and commit. */
export function addedTextsIn(log: string): AddedText[] {
  const found: AddedText[] = [];
  let commit = '';
  let on = '';
  let file: string | undefined;
  let isHeader = false;
  let lines: string[] = [];
  const finish = (): void => {
    if (file !== undefined && lines.length > 0)
      found.push({ file, commit, on, text: `${lines.join('\n')}\n` });
    lines = [];
  };
  for (const line of log.split('\n')) {
    if (line.startsWith(commitMark)) {
      finish();
      file = undefined;
      [commit = '', on = ''] = line.slice(commitMark.length).split(' ');
    } else if (line.startsWith('diff --git ')) {
      finish();
      file = undefined;
      isHeader = true;
    } else if (isHeader && line.startsWith('+++ ')) file = pathIn(line.slice(4));
    else if (line.startsWith('@@ ')) isHeader = false;
    else if (!isHeader && line.startsWith('+')) lines.push(line.slice(1));
  }
  finish();
  return found;
}

/** `b/src/a.js`, or quoted in the way of C when it holds odd signs. A tab ends a name with spaces. */
function pathIn(text: string): string | undefined {
  const name = text.replace(/\t$/, '');
  if (name === '/dev/null') return undefined;
  return name.startsWith('"') ? name.slice(3, -1) : name.slice(2);
}

/** Packages that were committed once: what they hold is on the registry. */
const ofOthers = /(^|\/)(node_modules|bower_components)\//;

/** The secrets among added texts. */
export function historySecretsIn(
  added: readonly AddedText[],
  digestOf: (secret: string) => string,
): HistorySecret[] {
  return added
    .filter(({ file }) => !ofOthers.test(file))
    .flatMap(({ file, commit, on, text }) =>
      secretsIn(file, text)
        // A key that tests made for themselves is nothing to look for in the past.
        .filter(({ severity }) => severity !== 'low')
        .map(({ message, severity, confidence, identity, secret }) => ({
          file,
          commit,
          on,
          message,
          // What only a name gives away was mostly made up, and whoever knew is gone.
          ...(isGeneral(identity)
            ? { severity: 'medium' as const, confidence: 'possible' as const }
            : { severity, confidence }),
          kind: identity,
          digest: digestOf(secret),
        })),
    );
}
