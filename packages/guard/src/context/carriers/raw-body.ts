import { flatten } from '../flatten.ts';
import { type Gathering, limits } from '../gathering.ts';
import type { RawBodyView } from '../request-material.ts';
import { bytesToText } from './bytes-to-text.ts';
import { inflate } from './inflate.ts';
import { gatherText } from './lines.ts';
import { gatherMultipart } from './multipart.ts';
import { gatherPairs } from './query.ts';

/** Times that a body is read anew for every chunk, before that waits until its length has doubled. */
const MAX_READINGS = 8;

/** Types of bodies that are files, or mostly so. */
const FILES =
  /^(?:multipart|image|audio|video|font)\/|^application\/(?:octet-stream|pdf|zip|gzip|x-tar|vnd\.)/i;

/**
 * Reads a body's bytes as the app's own parser would: JSON, form, multipart, lines of JSON, else as
 * text. While a body still arrives it is read again, at first with every chunk, later each time that
 * its length has doubled, so that the work stays linear; in between it counts as opaque.
 */
export class RawBodyReader {
  /** True while bytes have come that were not read yet. */
  isBehind = false;
  readonly #gathering: Gathering;
  #bytesRead = 0;
  #readingsLeft = MAX_READINGS;

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
  }

  read(view: RawBodyView): void {
    const { chunks, truncated, hidesText = false, isComplete } = view;
    if (truncated) {
      if (!hidesText && FILES.test(view.contentType ?? '')) this.#gathering.filesUnread = true;
      else this.#gathering.truncated = true;
    }
    let bytes = 0;
    for (const chunk of chunks) bytes += chunk.length;
    if (bytes === this.#bytesRead) return;
    const isDue = isComplete === true || bytes >= this.#bytesRead * 2 || this.#readingsLeft-- > 0;
    this.isBehind = !isDue;
    if (!isDue) return;
    this.#bytesRead = bytes;
    const [only] = chunks;
    const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
    gatherBody(body, view, this.#gathering);
  }
}

function gatherBody(
  sent: Uint8Array,
  { contentType = '', contentEncoding = '', isComplete = true }: RawBodyView,
  gathering: Gathering,
): void {
  const type = contentType.toLowerCase();
  const inflated = inflate(sent, contentEncoding, limits.totalLength);
  if (inflated === null) gathering.truncated = true;
  const body = inflated ?? sent;
  if (type.includes('multipart/')) {
    gatherMultipart(body, contentType, gathering);
    return;
  }
  const text = bytesToText(body, limits.totalLength);
  if (text === undefined) return;
  if (text.truncated) gathering.truncated = true;
  if (type.includes('urlencoded')) gatherPairs(text.value, 'body', gathering);
  else if (!gatherJson(text.value, type, gathering)) {
    if (isComplete) gatherText(text.value, 'body', gathering);
    else gathering.add('body', text.value);
  }
}

/** Gathers a JSON document, or lines of them; false when the text is neither. */
function gatherJson(text: string, type: string, gathering: Gathering): boolean {
  const start = text.charAt(text.length - text.trimStart().length);
  if (!type.includes('json') && start !== '{' && start !== '[') return false;
  const whole = parse(text);
  if (whole !== undefined) {
    flatten(whole, 'body', gathering);
    return true;
  }
  const lines = text.split('\n').filter((line) => line.trim().length > 0);
  const documents = lines.map(parse);
  if (documents.length === 0 || documents.includes(undefined)) return false;
  flatten(documents, 'body', gathering);
  return true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
