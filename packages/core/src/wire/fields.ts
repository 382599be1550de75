import * as z from 'zod';
import { wireLimits } from './limits.ts';

/** Fields that messages share. */
export const name: z.ZodString = z.string().min(1).max(wireLimits.name);
export const text: z.ZodString = z.string().max(wireLimits.text);
export const excerptText: z.ZodString = z.string().max(wireLimits.excerpt);
export const count: z.ZodInt = z.int().nonnegative();
export const time: z.ZodISODateTime = z.iso.datetime();
