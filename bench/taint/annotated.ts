import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Family, families } from './families.ts';

/** A line of a public test, and whether a rule must speak there. */
export interface Label {
  readonly file: string;
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly isHole: boolean;
  readonly family: Family;
}

const annotation = /(?:\/\/|\/\*|\{\/\*|#)\s*(ruleid|ok|todoruleid|todook)\s*:\s*([\w.,\s-]+)/;

/** Labels of Semgrep's tests below `directory`: the comment stands before the line that it is about. */
export function labelsBelow(directory: string): Label[] {
  const files = globSync('{javascript,typescript}/**/*.{js,jsx,ts,tsx}', { cwd: directory });
  return files
    .sort()
    .flatMap((file) => labelsOf(file, readFileSync(join(directory, file), 'utf8')));
}

function labelsOf(file: string, text: string): Label[] {
  const lines = text.split('\n');
  const found = new Map<string, Label>();
  for (const [index, line] of lines.entries()) {
    const match = annotation.exec(line);
    if (!match || match[1]!.startsWith('todo')) continue;
    let at = index + 1;
    while (at < lines.length && (annotation.test(lines[at]!) || lines[at]!.trim() === '')) at += 1;
    for (const name of match[2]!.split(/[,\s]+/)) {
      const family = families.find(({ semgrep }) => semgrep.test(name));
      if (family === undefined) continue;
      const label = { file, text, line: at + 1, isHole: match[1] === 'ruleid', family };
      found.set(`${family.name} ${label.line} ${label.isHole}`, label);
    }
  }
  return [...found.values()];
}
