import * as z from 'zod';
import { vendorDomain } from './vendor-domain.ts';

/** A breach as a feed tells of it; descriptions, which are markup, are left out. */
export interface Breach {
  /** Never changes; the title may. */
  readonly name: string;
  readonly title: string;
  readonly domain: string;
  readonly breachedOn: string | null;
  readonly addedAt: Date | null;
  readonly dataClasses: readonly string[];
}

/** What the feed says of each breach, in the shape of Have I Been Pwned’s version 3. */
const entrySchema = z.object({
  Name: z.string().min(1).max(200),
  Title: z.string().max(300).catch(''),
  Domain: z.string().max(300).nullish().catch(''),
  BreachDate: z.string().max(40).nullish().catch(null),
  AddedDate: z.string().max(40).nullish().catch(null),
  DataClasses: z.array(z.string().max(100)).max(200).catch([]),
  IsFabricated: z.boolean().nullish().catch(false),
  IsRetired: z.boolean().nullish().catch(false),
  IsSpamList: z.boolean().nullish().catch(false),
});

/**
 * Breaches of companies in a feed’s answer: those that are made up, taken back, lists of spammers, or
 * of nobody in particular are left out. Throws when it is no such feed.
 */
export function readBreaches(text: string): readonly Breach[] {
  const entries = z.array(z.unknown()).parse(JSON.parse(text));
  const read = entries.flatMap((one) => entrySchema.safeParse(one).data ?? []);
  if (entries.length > 0 && read.length === 0) throw new Error('this is no list of breaches');
  return read.flatMap((entry) => {
    const domain = vendorDomain(entry.Domain ?? '');
    if (entry.IsFabricated === true || entry.IsRetired === true || entry.IsSpamList === true)
      return [];
    if (domain === undefined) return [];
    const added = new Date(entry.AddedDate ?? '');
    return [
      {
        name: entry.Name,
        title: entry.Title || entry.Name,
        domain,
        breachedOn: /^\d{4}-\d{2}-\d{2}/.exec(entry.BreachDate ?? '')?.[0] ?? null,
        addedAt: Number.isNaN(added.getTime()) ? null : added,
        dataClasses: entry.DataClasses,
      },
    ];
  });
}
