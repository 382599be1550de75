import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { sessionHours } from '../../people/sessions.ts';

/**
 * `__Host-` binds a cookie to this host over TLS. Over plain HTTP, which is for one's own machine
 * only, browsers refuse that name, so the plain one is used.
 */
function cookieName(publicUrl: URL): string {
  return publicUrl.protocol === 'https:' ? '__Host-castellan' : 'castellan';
}

export function sessionSecretOf(c: Context, publicUrl: URL): string | undefined {
  return getCookie(c, cookieName(publicUrl));
}

export function setSession(c: Context, publicUrl: URL, secret: string): void {
  setCookie(c, cookieName(publicUrl), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: publicUrl.protocol === 'https:',
    maxAge: sessionHours * 3_600,
  });
}

export function clearSession(c: Context, publicUrl: URL): void {
  deleteCookie(c, cookieName(publicUrl), {
    path: '/',
    secure: publicUrl.protocol === 'https:',
  });
}
