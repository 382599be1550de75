import { judgeRule, type Provide, type Verdict } from '../engine/judge-rule.ts';
import { madeUpSource } from '../evidence/made-up.ts';
import { collectors } from '../evidence/registry.generated.ts';
import { Session } from '../evidence/session.ts';
import type { Example, Rule } from './rule.ts';

/** The evidence of an example: what it gives, the rest by the real collectors from its files. */
export function providerOf(files: Readonly<Record<string, string>>, example: Example): Provide {
  const session = new Session(madeUpSource(files));
  const given: Partial<Record<string, unknown>> = example.evidence ?? {};
  return (name) => {
    if (!Object.hasOwn(given, name)) return session.ask<unknown>(collectors[name]);
    const time = new Date(0).toISOString();
    const value = given[name];
    return Promise.resolve({ status: 'available', value, origin: 'example', time, elapsedMs: 0 });
  };
}

export function judgeExample(
  rule: Rule,
  files: Readonly<Record<string, string>>,
  example: Example,
): Promise<Verdict> {
  const now = Date.parse(example.on ?? '2026-11-25');
  return judgeRule(rule, providerOf(files, example), now);
}

/** The places that findings name, `file:line` or `file`. */
export function placesOf(verdict: Verdict): string[] {
  if (verdict.status !== 'fail') return [];
  return verdict.findings.map(({ place }) =>
    place?.line === undefined ? (place?.file ?? '') : `${place.file}:${place.line}`,
  );
}

/** Whether a rule says of an example what the example expects. */
export async function isHeld(rule: Rule, example: Example): Promise<boolean> {
  const verdict = await judgeExample(rule, example.given ?? {}, example);
  if (verdict.status !== example.expect) return false;
  return example.at === undefined || String(placesOf(verdict)) === String(example.at);
}
