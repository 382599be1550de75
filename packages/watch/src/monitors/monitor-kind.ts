import type { Resolver } from 'node:dns/promises';
import type * as z from 'zod';
import type { Reach } from '../outbound/exchange.ts';
import type { Store } from '../store/schema.ts';

export const levels = ['ok', 'warning', 'critical'] as const;
export type Level = (typeof levels)[number];

/** What one look found. */
export interface Look {
  readonly level: Level;
  /** Names how bad within a level, such as `14 days left`: told again when it changes. */
  readonly step?: string;
  readonly summary: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What later looks are compared with. */
  readonly remembered?: unknown;
  /** What it saw, in the same shape: a person may take it as what later looks are compared with. */
  readonly found?: unknown;
}

/** What a look works with. */
export interface World {
  readonly monitorId: string;
  readonly store: Store;
  readonly reach: Reach;
  /** Comes when the look has taken too long: what it began is to end. */
  readonly signal: AbortSignal;
  readonly resolver: Resolver;
  readonly now: Date;
}

/** One kind of look at the outside. */
export interface MonitorKind<Settings = never> {
  readonly kind: string;
  readonly title: string;
  readonly hint: string;
  readonly settings: z.ZodObject;
  readonly everyMinutes: number;
  /** How many bad looks in a row make it so: one that failed by chance wakes nobody. */
  readonly badLooks: number;
  /** A look that takes longer has failed; a minute unless it says so. */
  readonly mostSeconds?: number;
  /** It hears of what others tell it, with a token of its own. */
  readonly takesPings?: true;
  /** What it remembers are lines by name (`list-changes.ts`), so that people see what is other. */
  readonly remembersLists?: true;
  /** Lists that change by themselves again and again: shown after the others. */
  readonly mildLists?: readonly string[];
  /** Rejects when it could not look, with words that help. `remembered` is of the first look. */
  readonly look: (settings: Settings, world: World, remembered: unknown) => Promise<Look>;
}

/** Checks a description against its own settings. */
export function defineMonitor<Schema extends z.ZodObject>(
  kind: Omit<MonitorKind<z.output<Schema>>, 'settings'> & { readonly settings: Schema },
): MonitorKind {
  return kind;
}
