import * as z from 'zod';
import { serverUrl } from '../notifiers/url-settings.ts';

/** What every receiver over HTTP takes: where, and the header that lets in. */
export const httpSettings: z.ZodObject<{
  url: z.ZodURL;
  authorization: z.ZodOptional<z.ZodString>;
}> = z.object({
  url: serverUrl('Address'),
  authorization: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .regex(/^[\x20-\x7e]+$/, 'printable ASCII')
    .optional()
    .meta({
      title: 'Authorization',
      description: 'The whole header, such as: Bearer …, ApiKey … or Basic …',
      secret: true,
    }),
});

export function headersOf(
  mediaType: string,
  authorization: string | undefined,
): Readonly<Record<string, string>> {
  return { 'content-type': mediaType, ...(authorization !== undefined && { authorization }) };
}
