import type { SentRequest } from '../../analysis/attack/record.ts';
import { cookiesIn } from '../../analysis/site/cookies.ts';
import type { Prober } from '../prober.ts';
import type { Answer } from '../wire/sender.ts';
import type { LoginFile, SignIn } from './login-file.ts';

/** What somebody who signed in sends along. */
export interface Session {
  readonly cookies: ReadonlyMap<string, string>;
  /** Which requests of other sites carry each of them, as the sign-in said. */
  readonly sameSite: ReadonlyMap<string, SameSite>;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string;
}

/** What a cookie says of other sites; `missing` where it says nothing that browsers know. */
export type SameSite = 'strict' | 'lax' | 'none' | 'missing';

/** The app does not let the users of `--login` in. */
export class CannotSignIn extends Error {
  override readonly name = 'CannotSignIn';
}

/** Signs in. Throws `CannotSignIn` when the answer gives nothing to go on with. */
export async function signIn(
  who: SignIn,
  { token: path }: Pick<LoginFile, 'token'>,
  prober: Prober,
  before: Session = nobody,
): Promise<Session> {
  const { answer } = await prober.send(requestOf(who), false, headersOf(before));
  if (answer === undefined) throw new CannotSignIn(`${who.path} did not answer`);
  if (answer.status >= 400)
    throw new CannotSignIn(`${who.path} answered ${answer.status} to the sign-in`);
  const cookies = new Map([...before.cookies, ...cookiesOf(answer)]);
  const token = path === undefined ? undefined : tokenAt(answer, path);
  if (path !== undefined && token === undefined)
    throw new CannotSignIn(`the answer of ${who.path} has no text at ${path}`);
  if (cookies.size === 0 && token === undefined)
    throw new CannotSignIn(`${who.path} set no cookie; name the place of a token by "token"`);
  const sameSite = new Map([...before.sameSite, ...sameSiteOf(answer)]);
  return { cookies, sameSite, ...(token !== undefined && { token }) };
}

/** Of nobody who is known. */
export const nobody: Session = { cookies: new Map(), sameSite: new Map() };

/** The headers by which a session is sent. */
export function headersOf({
  cookies,
  token,
}: Pick<Session, 'cookies' | 'token'>): Record<string, string> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    ...(cookie !== '' && { cookie }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
}

/** Cookies that an answer sets, by name; those that it takes away are left out. */
export function cookiesOf({ headers }: Answer): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of headers['set-cookie'] ?? []) {
    const [, name, value] = /^\s*([^=;]+)=([^;]*)/.exec(line) ?? [];
    const isOver =
      /;\s*max-age=\s*(?:0|-\d+)\s*(?:;|$)/i.test(line) || /expires=[^;]*\b1970\b/i.test(line);
    if (name !== undefined && value && !isOver) found.set(name.trim(), value);
  }
  return found;
}

function sameSiteOf({ headers }: Answer): Map<string, SameSite> {
  const set = cookiesIn(headers['set-cookie'] ?? []);
  return new Map(set.map(({ name, sameSite }) => [name, sameSite ?? 'missing']));
}

function requestOf({ method, path, json, form, headers }: SignIn): SentRequest {
  const own = { accept: 'application/json, text/html;q=0.9', ...headers };
  if (json !== undefined)
    return {
      method,
      path,
      headers: { ...own, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    };
  if (form === undefined) return { method, path, headers: own };
  return {
    method,
    path,
    headers: { ...own, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
}

function tokenAt({ body }: Answer, path: string): string | undefined {
  try {
    let found: unknown = JSON.parse(body);
    for (const name of path.split('.')) found = (found as Record<string, unknown> | null)?.[name];
    return typeof found === 'string' && found !== '' ? found : undefined;
  } catch {
    return undefined;
  }
}
