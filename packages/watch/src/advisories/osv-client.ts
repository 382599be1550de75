import type { AskOsv } from '@castellan/core/advisories';
import { exchange, type Reach } from '../outbound/exchange.ts';

const maxAnswerBytes = 8 * 1_048_576;

/** Asks a service that answers as OSV does. */
export function osvAt(url: string, reach: Reach): AskOsv {
  return async (method, path, body) => {
    const { status, text } = await exchange(
      {
        method,
        url: url.replace(/\/+$/, '') + path,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: body === undefined ? '' : JSON.stringify(body),
        maxBytes: maxAnswerBytes,
      },
      reach,
    );
    if (status !== 200) throw new Error(`the source of advisories answered ${status}`);
    return JSON.parse(text) as unknown;
  };
}
