import type { Finding } from '@castellan/core';

/** How to send again what a finding saw, and what of it must be filled in. */
export interface ReplayLine {
  readonly command: string;
  /** In words, what stands for what was redacted or is not known. */
  readonly missing: readonly string[];
}

const blank = 'FILL_IN';
const address = 'https://YOUR-APP.example.com';

/** A line for curl. What the finding holds is an excerpt with secrets taken out, so some must be filled in. */
export function replayLine({ request, input }: Finding): ReplayLine {
  if (request === undefined) {
    return { command: '', missing: ['No request started this work: there is nothing to send.'] };
  }
  const { method } = request;
  const missing = [`${address}: the address of an app of yours that may be attacked`];
  if (/:\w|\*/.test(request.path)) missing.push('the parameters in the path');
  const value = input.excerpt === '' ? blank : input.excerpt;
  if (isCut(input.excerpt))
    missing.push(`the whole value of ${input.path}, which was redacted or cut`);
  const [place = '', ...rest] = partsOf(input.path);
  const flags = [`-X ${quoted(/^[A-Z]+$/.test(method) ? method : 'GET')}`];
  let url = address + request.path;
  if (place === 'query') url += `?${encodeURIComponent(nameOf(rest))}=${encodeURIComponent(value)}`;
  else if (place === 'body') {
    flags.push(`-H 'content-type: application/json'`, `--data-raw ${quoted(bodyOf(rest, value))}`);
    missing.push('the other fields of the body, and its type if it is no JSON');
  } else if (place === 'header' || place === 'headers') {
    flags.push(`-H ${quoted(`${nameOf(rest)}: ${value.replaceAll(/[\r\n]/g, ' ')}`)}`);
  } else if (place === 'cookie' || place === 'cookies') {
    flags.push(`-b ${quoted(`${nameOf(rest)}=${encodeURIComponent(value)}`)}`);
  } else if (place !== 'path' && place !== 'params') {
    missing.push(`the place of ${input.path}`);
  }
  missing.push('a session, if the route asks for one');
  return { command: ['curl -i', ...flags, quoted(url)].join(' '), missing };
}

function isCut(excerpt: string): boolean {
  return excerpt === '' || excerpt.includes('…') || /\[redacted|\*{3}|<redacted/i.test(excerpt);
}

/** `body.items[0].name` by its parts. */
function partsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(
    ([, index, quotedName, name]) =>
      index === undefined ? (quotedName ?? name ?? '') : Number(index),
  );
}

function nameOf(parts: readonly (string | number)[]): string {
  return String(parts[0] ?? blank);
}

function bodyOf(parts: readonly (string | number)[], value: string): string {
  const whole = parts.reduceRight<unknown>(
    (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
    value,
  );
  return JSON.stringify(whole);
}

/** For a POSIX shell, whatever it holds; what could act on a terminal is left out. */
function quoted(text: string): string {
  return `'${text.replaceAll(/[^\P{Cc}\t]/gu, '').replaceAll("'", String.raw`'\''`)}'`;
}
