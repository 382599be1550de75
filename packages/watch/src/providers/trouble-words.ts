import * as oidc from 'openid-client';
import { Unreached } from '../outbound/fetch-public.ts';
import { excerptOf } from '../outbound/outcome.ts';
import { WatchError } from '../words/watch-error.ts';
import type { ProviderAccess } from './provider.ts';
import { WrongIssuer } from './provider-client.ts';

export interface Trouble {
  /** In words for owners, which follow “The provider”. */
  readonly words: string;
  /** It was not reached, so that another try may do better. */
  readonly isAway: boolean;
}

/** What went wrong with the provider, without its secret; whatever is none of its doing is thrown on. */
export function troubleOf(error: unknown, { clientSecret }: Partial<ProviderAccess> = {}): Trouble {
  const { words, isAway } = wordsFor(error);
  return { words: clientSecret ? words.replaceAll(clientSecret, '•••') : words, isAway };
}

function wordsFor(error: unknown): Trouble {
  const away = causeOf(error, Unreached);
  if (away !== undefined) return { words: away.message, isAway: true };
  if (error instanceof WatchError) {
    return {
      words: `cannot be asked, since the client secret is lost: ${error.message}`,
      isAway: false,
    };
  }
  const wrong = wrongIssuer(error);
  if (wrong !== undefined) {
    const words = `calls itself ${excerptOf(wrong)}: give exactly this as the issuer. One for many tenants cannot be used`;
    return { words, isAway: false };
  }
  if (error instanceof oidc.ResponseBodyError) {
    const { error_description: description } = error;
    const more = description === undefined ? '' : ` (${excerptOf(description)})`;
    return { words: `refused with ${excerptOf(error.error)}${more}`, isAway: error.status >= 500 };
  }
  const answer = causeOf(error, Response);
  if (answer !== undefined) {
    return {
      words: `answered ${answer.status}${whatItMeans(answer)}`,
      isAway: answer.status >= 500,
    };
  }
  if (error instanceof oidc.ClientError || error instanceof TypeError) {
    return {
      words: `gave an answer that is not right: ${excerptOf(reasonOf(error))}`,
      isAway: false,
    };
  }
  throw error;
}

/** What the provider calls itself, where that is not the issuer of the settings. */
function wrongIssuer(error: unknown): string | undefined {
  if (error instanceof WrongIssuer) return error.found;
  const { attribute, body } = ((error as Error).cause ?? {}) as {
    attribute?: unknown;
    body?: { issuer?: unknown };
  };
  return attribute === 'issuer' && typeof body?.issuer === 'string' ? body.issuer : undefined;
}

function whatItMeans({ status, headers }: Response): string {
  if (status >= 300 && status < 400) return ', which points elsewhere; redirects are not followed';
  const isJson = (headers.get('content-type') ?? '').includes('json');
  return status === 200 && !isJson ? ' with something that is not JSON' : '';
}

/** Of the library's words those that say most, without what the provider sent. */
function reasonOf(error: Error): string {
  const { cause } = error;
  const inner = cause instanceof Error ? cause.message : undefined;
  const claim = (inner === undefined ? undefined : (cause as { cause?: { claim?: unknown } }).cause)
    ?.claim;
  const reason = inner ?? error.message;
  return typeof claim === 'string' && !reason.includes(claim) ? `${reason} (${claim})` : reason;
}

type Kind<Value> = abstract new (...args: never[]) => Value;

function causeOf<Value>(error: unknown, kind: Kind<Value>): Value | undefined {
  let one: unknown = error;
  for (let depth = 0; depth < 5 && typeof one === 'object' && one !== null; depth += 1) {
    if (one instanceof kind) return one;
    one = 'cause' in one ? one.cause : undefined;
  }
  return undefined;
}
