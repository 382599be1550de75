import { createHash } from 'node:crypto';
import type { RuleFinding } from '../rules/rule.ts';

const checkBits = 16;

/**
 * Names each finding of a rule by rule, file and what it is, never by line, so that moved code keeps
 * its name. Alike findings in one file are counted: a second one is new.
 */
export function fingerprints(rule: string, findings: readonly RuleFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const parts = [rule, finding.place?.file ?? '', finding.identity, secretCheck(finding.secret)];
    const key = JSON.stringify(parts);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return digest(JSON.stringify([...parts, ordinal])).slice(0, 32);
  });
}

/**
 * Enough of a secret's digest to notice that it was replaced, and too little to guess it by: of any
 * list of passwords one in 65,536 fits.
 */
function secretCheck(secret: string | undefined): string {
  return secret === undefined ? '' : digest(secret).slice(0, checkBits / 4);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
