import { createHash } from 'node:crypto';
import type { Rule } from '../rules/rule.ts';

/** Twelve digits that change when a rule comes, goes, or has its own text changed. */
export function rulesDigest(rules: readonly Rule[]): string {
  const parts = rules.map(({ run, ...told }) => JSON.stringify(told) + run.toString()).sort();
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}
