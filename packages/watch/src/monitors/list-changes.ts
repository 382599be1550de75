import * as z from 'zod';

/** Lines by name, such as DNS records by type: what some kinds remember, and compare. */
export type Lists = Readonly<Record<string, readonly string[]>>;

/** What is other in one list: lines that were there before, and lines that are there now. */
export interface ListChange {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const listsSchema = z.record(z.string(), z.array(z.string()));

/** Stored lists; `undefined` when it is something else that was remembered. */
export function readLists(stored: unknown): Lists | undefined {
  return listsSchema.safeParse(stored).data;
}

/** What is other now, of lists that are there both times. */
export function listChanges(before: Lists, now: Lists): readonly ListChange[] {
  return Object.entries(now).flatMap(([name, lines]) => {
    const old = before[name];
    if (old === undefined) return [];
    const [had, has] = [new Set(old), new Set(lines)];
    const change = {
      name,
      before: old.filter((one) => !has.has(one)),
      after: lines.filter((one) => !had.has(one)),
    };
    return change.before.length + change.after.length === 0 ? [] : [change];
  });
}

/** `MX: new mail.evil.example, gone mail.example.com`. */
export function inWords({ name, before, after }: ListChange): string {
  const parts = [...after.map((one) => `new ${one}`), ...before.map((one) => `gone ${one}`)];
  return `${name}: ${parts.join(', ')}`;
}
