import type { Offered } from '../engine/offers.ts';
import { type Edit, isPatch, type Patch } from '../rules/patch.ts';
import type { Fix } from './fix-report.ts';

/** A fix with the edits that it is made of. */
export interface PatchFix extends Fix {
  readonly edits: readonly Edit[];
}

/** What a fix is, whatever findings it is for. */
export function keyOf({ rule, edits }: Pick<PatchFix, 'rule' | 'edits'>): string {
  return JSON.stringify([rule, edits]);
}

/** Which patches are taken. */
export interface Taking {
  /** Those too that need a command after them. */
  readonly withCommands?: boolean | undefined;
  /** Those too that change what the program does. */
  readonly withUnsafe?: boolean | undefined;
}

/** The offers as fixes: what mends several findings by the very same edits is one. */
export function collectFixes(
  offers: readonly Offered[],
  { withCommands = false, withUnsafe = false }: Taking,
): { readonly patches: readonly PatchFix[]; readonly questions: readonly Fix[] } {
  const patches = new Map<string, PatchFix>();
  const questions = new Map<string, Fix>();
  for (const { rule, practice, fingerprint, offer } of offers) {
    const base = { rule, practice };
    if (isPatch(offer) && offer.command !== undefined && !withCommands) continue;
    if (isPatch(offer) && (withUnsafe || offer.isUnsafe !== true)) {
      const key = keyOf({ rule, edits: offer.edits });
      const fingerprints = [...(patches.get(key)?.fingerprints ?? []), fingerprint];
      patches.set(key, { ...base, ...toldOf(offer), fingerprints, state: 'planned' });
      continue;
    }
    const [title, reason] = isPatch(offer)
      ? [offer.title, '--unsafe: it changes what the program does']
      : ['Needs something that no file says', offer.asks];
    const key = `${rule} ${title} ${reason}`;
    const fingerprints = [...(questions.get(key)?.fingerprints ?? []), fingerprint];
    questions.set(key, { ...base, fingerprints, title, files: [], state: 'asks', reason });
  }
  return { patches: [...patches.values()], questions: [...questions.values()] };
}

function toldOf({
  title,
  edits,
  afterwards,
  command,
}: Patch): Pick<PatchFix, 'title' | 'files' | 'edits'> {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    title,
    files,
    edits,
    ...(afterwards !== undefined && { afterwards }),
    ...(command !== undefined && { command }),
  };
}

/** The fix as it is told. */
export function withoutEdits(fix: PatchFix): Fix {
  const { rule, practice, fingerprints, title, files, state, afterwards, command } = fix;
  return {
    rule,
    practice,
    fingerprints,
    title,
    files,
    state,
    ...(afterwards !== undefined && { afterwards }),
    ...(command !== undefined && { command }),
  };
}
