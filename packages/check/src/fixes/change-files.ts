import type { Edit } from '../rules/patch.ts';
import type { PatchFix } from './collect-fixes.ts';
import { editedText } from './edit-text.ts';
import type { FileChange } from './fix-report.ts';

/** Gives the text of a file; undefined when there is none. Throws when it is no text that can be edited. */
export type ReadFile = (path: string) => Promise<string | undefined>;

/** The files after the fixes, and the fixes that did not fit, with why. */
export interface Changed {
  readonly changes: readonly FileChange[];
  readonly misfits: ReadonlyMap<PatchFix, string>;
}

/**
 * Applies each fix whole or not at all. Fixes of one file are tried together, the later one of two that do
 * not go together is left out.
 */
export async function changeFiles(fixes: readonly PatchFix[], read: ReadFile): Promise<Changed> {
  const misfits = new Map<PatchFix, string>();
  const kept: PatchFix[] = [];
  let changes: readonly FileChange[] = [];
  for (const fix of fixes) {
    try {
      const next = await changesOf([...kept, fix], read);
      const known = new Set(changes.map(({ path, after }) => `${path}\0${after}`));
      if (next.every(({ path, after }) => known.has(`${path}\0${after}`)))
        throw new Error('it changes nothing');
      changes = next;
      kept.push(fix);
    } catch (error) {
      misfits.set(fix, error instanceof Error ? error.message : String(error));
    }
  }
  return { changes, misfits };
}

async function changesOf(fixes: readonly PatchFix[], read: ReadFile): Promise<FileChange[]> {
  const byFile = new Map<string, Edit[]>();
  for (const edit of fixes.flatMap(({ edits }) => edits)) {
    const edits = byFile.get(edit.file) ?? [];
    edits.push(edit);
    byFile.set(edit.file, edits);
  }
  const changes: FileChange[] = [];
  for (const [path, edits] of byFile) {
    const before = await read(path);
    let after;
    try {
      after = editedText(before, edits);
    } catch (error) {
      throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
    }
    if (after === before) continue;
    const isExecutable = edits.some((edit) => edit.kind === 'create' && edit.isExecutable === true);
    changes.push({ path, ...(before !== undefined && { before }), after, isExecutable });
  }
  return changes;
}
