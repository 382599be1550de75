import { setTimeout as pause } from 'node:timers/promises';

/** Routes that hold what they are sent against regular expressions: slow ones, and some that only seem so. */
export function expressions() {
  const get = (path, bad, good = bad, kind) => ({
    ...(kind && { kind }),
    method: 'GET',
    path,
    bad: async (ask) => ({ json: await bad(String(ask.query('text'))) }),
    good: async (ask) => ({ json: await good(String(ask.query('text'))) }),
  });
  const isWords = (text) => /^(?:\w+\s?)*$/.test(text);
  return [
    get('/match/words', isWords, (text) => /^[\w\s]*$/.test(text), 'slow-expression'),
    {
      kind: 'slow-expression',
      method: 'POST',
      path: '/match/end',
      bad: async (ask) => ({ json: String((await ask.body()).text).replace(/\s+$/, '').length }),
      good: async (ask) => ({ json: String((await ask.body()).text).trimEnd().length }),
    },
    // Too short a text to take long.
    get('/match/few', (text) => text.length < 16 && isWords(text)),
    // The app is slow, and its expression is not.
    get('/match/late', async (text) => {
      await pause(Math.min(text.length, 100));
      return /^\w+ \w+$/.test(text);
    }),
  ];
}
