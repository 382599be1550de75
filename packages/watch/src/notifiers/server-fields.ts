import * as z from 'zod';

/** Fields of settings that name a server which is no web address. */
export function hostField(title: string): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[\w.:-]+$/, 'a name or an address, without a port')
    .meta({ title, place: true });
}

export function portField(usual: number, description?: string): z.ZodDefault<z.ZodCoercedNumber> {
  const port = z.coerce.number().int().min(1).max(65_535).default(usual);
  return port.meta({ title: 'Port', ...(description && { description }), place: true });
}
