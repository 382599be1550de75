import type { Context } from 'hono';
import { ApiError } from './api-error.ts';

/** The body, whole; refused as soon as it is known to be over the limit. */
export async function readBody(c: Context, maxBytes: number): Promise<Buffer> {
  const tooLarge = (): ApiError => new ApiError('too_large', `The body is over ${maxBytes} bytes.`);
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const { body } = c.req.raw;
  if (body === null) return Buffer.alloc(0);
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
