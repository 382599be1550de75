import { clientAddress } from '@castellan/core';
import type { Context } from 'hono';
import type { ConsoleContext } from './console-context.ts';

interface NodeBindings {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string } };
}

/** The address at the other end, as far as it can be believed. */
export function addressOf(c: Context, { trustedProxies }: ConsoleContext): string {
  const { incoming } = (c.env ?? {}) as NodeBindings;
  const forwarded = c.req.header('x-forwarded-for');
  return clientAddress(incoming?.socket.remoteAddress, forwarded, trustedProxies) ?? 'unknown';
}

export function bearerOf(c: Context): string | undefined {
  return /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
}
