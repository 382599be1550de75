import type { Sample } from './sample-request.ts';
import type { SeededConsole } from './seeded-console.ts';

/** The day in so many days: `2026-11-27`. */
export function later(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** A sample about the thing with this id. */
export function id(value: string): Sample {
  return { path: { id: value } };
}

/** A sample about a thing that is made for it. */
export async function made(seed: SeededConsole, where: string, body: object): Promise<Sample> {
  return id((await seed.make('POST', where, body)).id);
}
