import * as z from 'zod';
import { id, shortText, time } from './parts.ts';

/** A query under a name. */
export interface SavedViewShown {
  id: string;
  name: string;
  query: string;
  isShared: boolean;
  isPinned: boolean;
  /** Whether the asker may change it. */
  isOwn: boolean;
  createdBy: string;
  createdAt: string;
}

export const savedViewSchema: z.ZodType<SavedViewShown> = z.object({
  id,
  name: z.string(),
  query: z.string(),
  isShared: z.boolean(),
  isPinned: z.boolean(),
  isOwn: z.boolean(),
  createdBy: z.string(),
  createdAt: time,
});

const queryText: z.ZodString = z.string().trim().max(1_000);
const name = shortText.max(80);

export const newViewSchema: z.ZodObject<{
  name: z.ZodString;
  query: z.ZodString;
  isShared: z.ZodDefault<z.ZodBoolean>;
  isPinned: z.ZodDefault<z.ZodBoolean>;
}> = z.object({
  name,
  query: queryText,
  isShared: z.boolean().default(false),
  isPinned: z.boolean().default(false),
});

export const viewChangeSchema: z.ZodObject<{
  name: z.ZodOptional<z.ZodString>;
  query: z.ZodOptional<z.ZodString>;
  isShared: z.ZodOptional<z.ZodBoolean>;
  isPinned: z.ZodOptional<z.ZodBoolean>;
}> = z.object({
  name: name.optional(),
  query: queryText.optional(),
  isShared: z.boolean().optional(),
  isPinned: z.boolean().optional(),
});
