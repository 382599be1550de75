import { memberPath } from '../flatten.ts';
import { type Gathering, limits } from '../gathering.ts';
import { percentDecode } from '../transformations/percent-decoding.ts';
import { bytesToText } from './bytes-to-text.ts';
import { gatherText } from './lines.ts';

const MAX_PARTS = 1_000;
const MAX_HEAD_BYTES = 16_384;
const CRLF_CRLF = Buffer.from('\r\n\r\n');
const LF_LF = Buffer.from('\n\n');

/**
 * Gathers names, file names and text contents of a multipart body (RFC 7578), in one pass. What
 * cannot be split is gathered as one text, so that an odd boundary hides nothing.
 */
export function gatherMultipart(
  source: Uint8Array,
  contentType: string,
  gathering: Gathering,
): void {
  const body = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const boundary = boundaryOf(contentType);
  const delimiter = Buffer.from(`--${boundary ?? ''}`);
  let at = boundary === undefined ? -1 : body.indexOf(delimiter);
  if (at < 0) {
    addText('body', body, gathering, false, false);
    return;
  }
  for (let parts = 0; ; parts++) {
    const start = at + delimiter.length;
    const next = body.indexOf(delimiter, start);
    // `--` after the delimiter ends the body.
    if (body[start] === 0x2d && body[start + 1] === 0x2d) return;
    if (parts === MAX_PARTS) {
      gathering.truncated = true;
      return;
    }
    gatherPart(body.subarray(start, next < 0 ? body.length : next), gathering);
    if (next < 0) return;
    at = next;
  }
}

/** What divides the parts of a multipart body; undefined for other types. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const isMultipart = contentType?.toLowerCase().includes('multipart/') === true;
  return isMultipart ? parameterOf(contentType, 'boundary') : undefined;
}

/** A parameter of a header value, quoted or not; backslash escapes undone. */
function parameterOf(header: string, name: string): string | undefined {
  const lower = header.toLowerCase();
  for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
    if (at > 0 && !/[\s;]/.test(lower.charAt(at - 1))) continue;
    const equals = skipSpace(header, at + name.length);
    if (header.charAt(equals) === '=') return unquote(header.slice(skipSpace(header, equals + 1)));
  }
  return undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at;
}

function unquote(text: string): string {
  if (!text.startsWith('"')) {
    const end = text.indexOf(';');
    return (end < 0 ? text : text.slice(0, end)).trim();
  }
  let value = '';
  for (let i = 1; i < text.length && text[i] !== '"'; i++) {
    if (text[i] === '\\' && (text[i + 1] === '"' || text[i + 1] === '\\')) i++;
    value += text.charAt(i);
  }
  return value;
}

function gatherPart(part: Buffer, gathering: Gathering): void {
  if (!gathering.visit()) return;
  const [headEnd, contentStart] = splitPart(part);
  const head = part.subarray(0, Math.min(headEnd, MAX_HEAD_BYTES)).toString('utf8');
  let path = 'body';
  let isFile = false;
  for (const line of head.split('\n')) {
    if (!line.toLowerCase().startsWith('content-disposition')) continue;
    isFile ||= /[;\s]filename\*?=/i.test(line);
    const name = parameterOf(line, 'name') ?? '';
    path = memberPath('body', name);
    gathering.add(`${path} (name)`, name);
    gatherFileName(line, path, gathering);
  }
  let end = part.length;
  if (end > contentStart && part[end - 1] === 0x0a) end -= part[end - 2] === 0x0d ? 2 : 1;
  addText(path, part.subarray(contentStart, Math.max(contentStart, end)), gathering, true, isFile);
}

/** Where a part's head ends, and where its content starts. */
function splitPart(part: Buffer): readonly [number, number] {
  const strict = part.indexOf(CRLF_CRLF);
  if (strict >= 0) return [strict, strict + CRLF_CRLF.length];
  const lenient = part.indexOf(LF_LF);
  return lenient < 0 ? [part.length, part.length] : [lenient, lenient + LF_LF.length];
}

function gatherFileName(line: string, path: string, gathering: Gathering): void {
  const plain = parameterOf(line, 'filename');
  if (plain !== undefined) gathering.add(`${path} (file name)`, plain);
  // RFC 8187: charset'language'percent-encoded.
  const extended = parameterOf(line, 'filename*');
  if (extended === undefined) return;
  gathering.add(`${path} (file name)`, percentDecode(extended.replace(/^[^']*'[^']*'/, '')));
}

function addText(
  path: string,
  bytes: Uint8Array,
  gathering: Gathering,
  isPart: boolean,
  isFile: boolean,
): void {
  const text = bytesToText(bytes, limits.stringLength);
  if (text === undefined) return;
  if (isPart) gatherText(text.value, path, gathering);
  else gathering.add(path, text.value);
  if (!text.truncated) return;
  if (isFile) gathering.filesUnread = true;
  else gathering.truncated = true;
}
