import { isDeepStrictEqual } from 'node:util';
import { judgeRule, type Provide, type Verdict } from '../engine/judge-rule.ts';
import { type Offered, offersOf } from '../engine/offers.ts';
import { madeUpSource } from '../evidence/made-up.ts';
import { collectors } from '../evidence/registry.generated.ts';
import { Session } from '../evidence/session.ts';
import { changeFiles } from '../fixes/change-files.ts';
import { collectFixes } from '../fixes/collect-fixes.ts';
import type { Patch, Question } from './patch.ts';
import type { Example, Rule } from './rule.ts';

/** The evidence of an example: what it gives, the rest by the real collectors from its files. */
function providerOf(files: Readonly<Record<string, string>>, example: Example): Provide {
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
  return judgeRule(rule, providerOf(files, example), judgedOn(example));
}

function judgedOn({ on = '2026-11-25' }: Example): number {
  return Date.parse(on);
}

/** The places that findings name, `file:line` or `file`. */
export function placesOf(verdict: Verdict): string[] {
  if (verdict.status !== 'fail') return [];
  return verdict.findings.map(({ place }) =>
    place?.line === undefined ? (place?.file ?? '') : `${place.file}:${place.line}`,
  );
}

/** What a rule offers for the findings of an example, unsafe patches too. */
export async function offersTo(rule: Rule, example: Example): Promise<(Patch | Question)[]> {
  return (await offered(rule, example.given ?? {}, example)).map(({ offer }) => offer);
}

async function offered(
  rule: Rule,
  files: Readonly<Record<string, string>>,
  example: Example,
): Promise<Offered[]> {
  const verdict = await judgeExample(rule, files, example);
  if (verdict.status !== 'fail') return [];
  const { findings } = verdict;
  const names = findings.map((_, index) => String(index));
  const provide = providerOf(files, example);
  return offersOf(rule, { findings, names }, provide, example.told ?? {}, judgedOn(example));
}

/** What the offered patches make of the files: those that change, and why patches do not fit. */
export async function mendedFiles(
  rule: Rule,
  files: Readonly<Record<string, string>>,
  example: Example,
): Promise<{ readonly changed: Record<string, string>; readonly misfits: readonly string[] }> {
  const offers = await offered(rule, files, example);
  const { patches } = collectFixes(offers, { withCommands: true, withUnsafe: true });
  const read = (path: string): Promise<string | undefined> => Promise.resolve(files[path]);
  const { changes, misfits } = await changeFiles(patches, read);
  const changed = Object.fromEntries(changes.map(({ path, after }) => [path, after]));
  return { changed, misfits: [...misfits.values()] };
}

/** Whether a rule says of an example what the example expects, and mends it so. */
export async function isHeld(rule: Rule, example: Example): Promise<boolean> {
  const verdict = await judgeExample(rule, example.given ?? {}, example);
  if (verdict.status !== example.expect) return false;
  if (example.at !== undefined && String(placesOf(verdict)) !== String(example.at)) return false;
  if (example.fixed === undefined) return true;
  const { changed, misfits } = await mendedFiles(rule, example.given ?? {}, example);
  return misfits.length === 0 && isDeepStrictEqual(changed, example.fixed);
}
