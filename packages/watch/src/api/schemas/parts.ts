import { canonicalAddress, parseAddress, severities, type Severity } from '@castellan/core';
import * as z from 'zod';

/** Pieces that several answers are made of. */
export const id: z.ZodUUID = z.uuid();
export const time: z.ZodISODateTime = z.iso.datetime();
export const severity: z.ZodType<Severity> = z.enum(severities);
export const shortText: z.ZodString = z.string().trim().min(1).max(200);
export const environmentName: z.ZodString = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]+$/u);

/** An address in any spelling, read as it is stored; a text that is no address finds nothing. */
export const addressText: z.ZodType<string, string> = z
  .string()
  .max(100)
  .transform((text) => {
    const parsed = parseAddress(text.trim());
    return parsed === undefined ? text : canonicalAddress(parsed);
  });

/** Of an app to which a drill may be sent. */
export const drillAddress: z.ZodType<string> = z
  .url({ protocol: /^https?$/, error: 'an address such as https://shop.example.com/' })
  .max(2_000)
  .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), 'no name or password inside the address');

/** Parameters of every list. */
export const paging: {
  readonly limit: z.ZodDefault<z.ZodCoercedNumber>;
  readonly cursor: z.ZodOptional<z.ZodString>;
} = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
};

export const byId: z.ZodObject<{ id: z.ZodUUID }> = z.object({ id });

/** One page of a list. */
export interface PageOf<Item> {
  items: Item[];
  /** The cursor of the next page; absent on the last. */
  next?: string | undefined;
}

export function page<Item>(item: z.ZodType<Item>): z.ZodType<PageOf<Item>> {
  return z.object({
    items: z.array(item),
    next: z.string().optional().describe('The cursor of the next page; absent on the last.'),
  });
}

/** A list that is short by nature, whole. */
export function whole<Item>(item: z.ZodType<Item>): z.ZodType<{ items: Item[] }> {
  return z.object({ items: z.array(item) });
}
