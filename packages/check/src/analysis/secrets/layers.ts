import { alphabetOf } from './alphabets.ts';
import type { Range } from './template.ts';

/** A piece of a text in another wrapping, opened. */
export interface Opened {
  readonly start: number;
  readonly end: number;
  readonly layer: 'base64' | 'url' | 'escapes';
  readonly text: string;
}

const leastRun = 40;
const mostRun = 20_000;
const urlEscape = /%(?:3A|3D|40|2B|2F)/gi;
const urlSigns = /^[\w.~%+-]*/;
const urlSignsBefore = /[\w.~%+-]{0,200}$/;
const maxUrl = 2000;
const hasEscape = /\\(?:x[0-9a-f]{2}|u00[0-9a-f]{2})/i;
const escapedLine = /^.{0,4000}\\(?:x[0-9a-f]{2}|u00[0-9a-f]{2}).{0,4000}$/gim;
const base64 = alphabetOf('B');
const leastReadable = 0.97;
const mostOpened = 2000;

/** Pieces of `text` that are wrapped in base64, URL encoding or escapes and hold text inside. */
export function openedIn(text: string): Opened[] {
  const opened: Opened[] = [];
  const add = (start: number, end: number, layer: Opened['layer'], inner?: string): void => {
    if (inner !== undefined && opened.length < mostOpened)
      opened.push({ start, end, layer, text: inner });
  };
  for (const { start, end } of base64Runs(text))
    add(start, end, 'base64', textInBase64(text.slice(start, end)));
  let done = 0;
  for (const { index } of text.matchAll(urlEscape)) {
    if (index < done) continue;
    const before = urlSignsBefore.exec(text.slice(Math.max(done, index - 200), index))?.[0] ?? '';
    const after = urlSigns.exec(text.slice(index, index + maxUrl))?.[0] ?? '';
    done = index + after.length;
    add(index - before.length, done, 'url', urlDecoded(before + after));
  }
  if (hasEscape.test(text)) {
    for (const { index, 0: line } of text.matchAll(escapedLine))
      add(index, index + line.length, 'escapes', unescaped(line));
  }
  return opened;
}

/** Runs of at least 40 signs of base64 with nothing of its kind beside them. */
function* base64Runs(text: string): Generator<Range> {
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (code < 128 && base64[code] === 1) continue;
    const length = at - start;
    // In long runs alone the neighbours matter.
    if (
      length >= leastRun &&
      length <= mostRun &&
      !/[-_=]/.test(text.charAt(start - 1)) &&
      code !== 45 &&
      code !== 95
    )
      yield { start, end: at };
    start = at + 1;
  }
}

/** Readable text only: bytes of pictures and digests are not looked into. */
function textInBase64(run: string): string | undefined {
  // The first signs tell most binaries: text begins with ASCII, so its base64 with these.
  if (!/^[A-Za-z][A-Za-z0-9+/]{2}/.test(run) || run.length % 4 === 1) return undefined;
  let binary;
  try {
    binary = atob(run);
  } catch {
    return undefined;
  }
  let readable = 0;
  for (let at = 0; at < binary.length; at += 1) {
    const code = binary.charCodeAt(at);
    if ((code >= 32 && code < 127) || code === 9 || code === 10 || code === 13) readable += 1;
    if (at === 31 && readable < 30) return undefined;
  }
  return readable / binary.length >= leastReadable ? binary : undefined;
}

function urlDecoded(run: string): string | undefined {
  try {
    return decodeURIComponent(run);
  } catch {
    return undefined;
  }
}

function unescaped(run: string): string {
  return run.replace(
    /\\(?:x([0-9a-f]{2})|u00([0-9a-f]{2}))/gi,
    (_, short?: string, long?: string) =>
      String.fromCharCode(Number.parseInt(short ?? long ?? '0', 16)),
  );
}
