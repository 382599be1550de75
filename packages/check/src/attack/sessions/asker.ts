import { buildRequest } from '../build-request.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Exchange, Prober } from '../prober.ts';
import type { Answer } from '../wire/sender.ts';

/** Who asks: headers of a session, or none. */
export type As = Readonly<Record<string, string>>;

/** Asks a path as somebody: the run's own session where nobody is named. */
export function ask(prober: Prober, path: string, as?: As): Promise<Exchange> {
  return prober.send(
    { method: 'GET', path, headers: { accept: 'application/json, text/html;q=0.9' } },
    false,
    as,
  );
}

/** The path of an endpoint with its samples. */
export function samplePath(endpoint: Endpoint): string {
  return buildRequest(endpoint, new Map()).path;
}

export function isGiven(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
}

/** What was asked for was done, as far as the status tells: many apps lead on to another page then. */
export function isAccepted(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && answer.status >= 200 && answer.status < 400;
}

/** The same page or data, but for tokens and times that differ at every answer. */
export function isSameAnswer(a: Answer | undefined, b: Answer | undefined): boolean {
  if (a === undefined || b === undefined || a.status !== b.status) return false;
  return settled(a.body) === settled(b.body);
}

/** What an answer says, without what each answer has of its own: nonces, times, random ids. */
function settled(body: string): string {
  return body
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g, '')
    .replaceAll(/(nonce|csrf[\w-]*|_token|request-?id)(["']?\s*[:=]\s*)["'][^"']*["']/gi, '$1')
    .replaceAll(/(name=["'][^"']*(?:csrf|token)[^"']*["'][^>]*value=)["'][^"']*["']/gi, '$1');
}
