import { inflateRawSync } from 'node:zlib';

/** One file of an archive. */
interface ZipText {
  readonly name: string;
  readonly text: string;
}

const endMark = 0x06054b50;
const wideEndMark = 0x06064b50;
const wideLocatorMark = 0x07064b50;
const fileMark = 0x02014b50;
const localMark = 0x04034b50;
const [endBytes, locatorBytes, fileBytes, localBytes] = [22, 20, 46, 30];
const longestComment = 65_535;
const [stored, deflated] = [0, 8];
const maxFileBytes = 16_777_216;

/**
 * The files of a ZIP archive (PKWARE's APPNOTE 6.3) as text, also of one with more than 65,535 (ZIP64). Throws when it
 * is damaged; a file over 16 MB or packed in a rarer way is damage too.
 */
export function* zipTexts(archive: Buffer): Generator<ZipText> {
  const { count, offset } = directoryOf(archive);
  let at = offset;
  for (let number = 0; number < count; number += 1) {
    if (archive.readUInt32LE(at) !== fileMark) throw new Error('the archive is damaged');
    const nameBytes = archive.readUInt16LE(at + 28);
    const start = at + fileBytes;
    yield {
      name: archive.toString('utf8', start, start + nameBytes),
      text: textAt(archive, {
        method: archive.readUInt16LE(at + 10),
        packedBytes: archive.readUInt32LE(at + 20),
        offset: archive.readUInt32LE(at + 42),
      }),
    };
    at = start + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

/** Where the list of files begins, and how many there are. It is told at the end, before a comment of any length. */
function directoryOf(archive: Buffer): { count: number; offset: number } {
  const lowest = Math.max(0, archive.length - endBytes - longestComment);
  for (let at = archive.length - endBytes; at >= lowest; at -= 1) {
    if (archive.readUInt32LE(at) !== endMark) continue;
    const count = archive.readUInt16LE(at + 10);
    const offset = archive.readUInt32LE(at + 16);
    const locator = at - locatorBytes;
    const isWide = locator >= 0 && archive.readUInt32LE(locator) === wideLocatorMark;
    return isWide ? wideDirectory(archive, locator) : { count, offset };
  }
  throw new Error('it is no ZIP archive, or it is cut short');
}

function wideDirectory(archive: Buffer, locator: number): { count: number; offset: number } {
  const at = Number(archive.readBigUInt64LE(locator + 8));
  if (archive.readUInt32LE(at) !== wideEndMark) throw new Error('the archive is damaged');
  return {
    count: Number(archive.readBigUInt64LE(at + 32)),
    offset: Number(archive.readBigUInt64LE(at + 48)),
  };
}

function textAt(
  archive: Buffer,
  { method, packedBytes, offset }: { method: number; packedBytes: number; offset: number },
): string {
  if (archive.readUInt32LE(offset) !== localMark) throw new Error('the archive is damaged');
  const start =
    offset + localBytes + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const packed = archive.subarray(start, start + packedBytes);
  if (packed.length < packedBytes) throw new Error('the archive is cut short');
  if (method === stored) return packed.toString('utf8');
  if (method !== deflated)
    throw new Error(`a file is packed in a way that is not known: ${method}`);
  return inflateRawSync(packed, { maxOutputLength: maxFileBytes }).toString('utf8');
}
