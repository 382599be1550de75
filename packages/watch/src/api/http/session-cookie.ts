import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { challengeMinutes } from '../../people/passkey-challenges.ts';
import { sessionHours } from '../../people/sessions.ts';
import { attemptMinutes } from '../../providers/attempts.ts';

/**
 * `__Host-` binds a cookie to this host over TLS. Over plain HTTP, which is for one's own machine
 * only, browsers refuse that name, so the plain one is used.
 */
function cookieName(publicUrl: URL, suffix = ''): string {
  return (publicUrl.protocol === 'https:' ? '__Host-castellan' : 'castellan') + suffix;
}

export function sessionSecretOf(c: Context, publicUrl: URL): string | undefined {
  return getCookie(c, cookieName(publicUrl));
}

export function setSession(c: Context, publicUrl: URL, secret: string): void {
  set(c, publicUrl, { name: cookieName(publicUrl), secret, seconds: sessionHours * 3_600 });
}

/** Of a browser that asks for a passkey; see `passkey-use.ts`. */
const askerSuffix = '-passkey';

export function askerSecretOf(c: Context, publicUrl: URL): string | undefined {
  return getCookie(c, cookieName(publicUrl, askerSuffix));
}

export function setAskerSecret(c: Context, publicUrl: URL, secret: string): void {
  const name = cookieName(publicUrl, askerSuffix);
  set(c, publicUrl, { name, secret, seconds: challengeMinutes * 60 });
}

/** Of a browser that went to the provider; see `provider-use.ts`. */
const providerSuffix = '-provider';

export function providerSecretOf(c: Context, publicUrl: URL): string | undefined {
  return getCookie(c, cookieName(publicUrl, providerSuffix));
}

export function setProviderSecret(c: Context, publicUrl: URL, secret: string): void {
  const name = cookieName(publicUrl, providerSuffix);
  set(c, publicUrl, { name, secret, seconds: attemptMinutes * 60 });
}

function set(
  c: Context,
  publicUrl: URL,
  { name, secret, seconds }: { name: string; secret: string; seconds: number },
): void {
  setCookie(c, name, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: publicUrl.protocol === 'https:',
    maxAge: seconds,
  });
}

export function clearSession(c: Context, publicUrl: URL): void {
  deleteCookie(c, cookieName(publicUrl), {
    path: '/',
    secure: publicUrl.protocol === 'https:',
  });
}
