import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules, type Rule } from '@castellan/check';
import { isHeld, type Mutant, mutantsOf } from '@castellan/check/cases';
import { root } from '../workspace.ts';

/** A mutant whose rule still says of all its examples what they expect. */
interface Survivor {
  readonly rule: string;
  readonly file: string;
  readonly mutant: Mutant;
}

export interface Judged {
  readonly rules: number;
  readonly mutants: number;
  /** Rules that another file makes whole, such as those about the means of a host: nothing can be taken out of theirs. */
  readonly without: readonly string[];
  readonly survivors: readonly Survivor[];
}

const sources = new Map<string, string>();
registerHooks({
  load(url, context, next) {
    const source = sources.get(url);
    return source === undefined
      ? next(url, context)
      : { format: 'module-typescript', source, shortCircuit: true };
  },
});

/** Rules in an order that a seed gives (xorshift, Marsaglia 2003). */
export function sampled(seed: number, count: number): readonly Rule[] {
  let state = seed >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  const drawn = rules.map((rule) => [next(), rule] as const).sort(([a], [b]) => a - b);
  return drawn.slice(0, count).map(([, rule]) => rule);
}

/** Judges the examples of each rule by each mutant of these kinds. */
export async function judgeMutants(
  chosen: readonly Rule[],
  kinds: readonly Mutant['kind'][],
): Promise<Judged> {
  const survivors: Survivor[] = [];
  const without: string[] = [];
  let mutants = 0;
  for (const { id } of chosen) {
    const file = `packages/check/src/rules/${id}.ts`;
    const path = join(root, file);
    const all = mutantsOf(file, readFileSync(path, 'utf8')).filter(({ kind }) =>
      kinds.includes(kind),
    );
    if (all.length === 0) without.push(id);
    for (const [number, mutant] of all.entries()) {
      mutants += 1;
      const url = `${pathToFileURL(path).href}?mutant=${number}`;
      sources.set(url, mutant.text);
      if (await survives(url)) survivors.push({ rule: id, file, mutant });
      sources.delete(url);
    }
  }
  return { rules: chosen.length, mutants, without, survivors };
}

/** A mutant that cannot even be loaded does not. */
async function survives(url: string): Promise<boolean> {
  try {
    const { rule } = (await import(url)) as { rule: Rule };
    for (const example of rule.examples) if (!(await isHeld(rule, example))) return false;
    return true;
  } catch {
    return false;
  }
}
