import * as z from 'zod';
import { type FacetName, facetNames } from '../../events/summarise-events.ts';
import { time } from './parts.ts';

/** What fits a search within a window, in numbers. */
export interface EventSummaryShown {
  from: string;
  until: string;
  hours: { hour: string; blocked: number; logged: number }[];
  countedBackTo?: string | undefined;
  facets: {
    field: FacetName;
    /** `name` where people know the value by one. */
    values: { value: string; name?: string | undefined; events: number }[];
    countedBackTo?: string | undefined;
  }[];
}

const countedBackTo = time
  .optional()
  .describe('Set where not the whole window is counted: what is older is left out.');

export const eventSummarySchema: z.ZodType<EventSummaryShown> = z.object({
  from: time,
  until: time,
  hours: z.array(z.object({ hour: time, blocked: z.number(), logged: z.number() })),
  countedBackTo,
  facets: z.array(
    z.object({
      field: z.enum(facetNames),
      values: z.array(
        z.object({ value: z.string(), name: z.string().optional(), events: z.number() }),
      ),
      countedBackTo,
    }),
  ),
});

export interface QueryFieldShown {
  name: string;
  about: string;
  takesComparison: boolean;
  values: string[];
}

export const queryFieldSchema: z.ZodType<QueryFieldShown> = z.object({
  name: z.string(),
  about: z.string(),
  takesComparison: z.boolean(),
  values: z.array(z.string()),
});
