import * as z from 'zod';

/** An address that is a secret itself: whoever has it may post. */
export function secretUrl(title: string): z.ZodURL {
  return z
    .url({ protocol: /^https$/, error: 'an address that begins with https://' })
    .max(2_000)
    .meta({ title, secret: true });
}

/** A server that may be the team's own, and then without TLS. */
export function serverUrl(title: string): z.ZodURL {
  return z
    .url({ protocol: /^https?$/, error: 'an address such as https://example.com' })
    .max(2_000)
    .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), 'no name or password inside the address')
    .meta({ title, place: true });
}
