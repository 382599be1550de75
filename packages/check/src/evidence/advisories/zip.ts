import { crc32, inflateRawSync } from 'node:zlib';
import yauzl, { type Entry } from 'yauzl';

/** One file of an archive. */
interface ZipText {
  readonly name: string;
  readonly text: string;
}

/** The most that an archive may hold, unpacked. */
interface ZipBounds {
  readonly files: number;
  readonly fileBytes: number;
  readonly bytes: number;
}

const usualBounds: ZipBounds = {
  files: 2_000_000,
  fileBytes: 16_777_216,
  bytes: 8_589_934_592,
};
const [stored, deflated] = [0, 8];

/**
 * The files of a ZIP archive as text, one after the other. Throws when it is damaged, encrypted, packed in a rarer way or
 * past the bounds: nothing of it is left out.
 */
export async function* zipTexts(
  archive: Buffer,
  bounds: ZipBounds = usualBounds,
): AsyncGenerator<ZipText> {
  const zip = await yauzl.fromBufferPromise(archive);
  if (zip.entryCount > bounds.files) throw new Error(`the archive has ${zip.entryCount} files`);
  let [packedBytes, bytes] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    packedBytes += entry.compressedSize;
    if (packedBytes > archive.length) throw new Error('the archive is damaged: files overlap');
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = archive.subarray(fileDataStart, fileDataStart + entry.compressedSize);
    const content = contentOf(entry, packed, bounds.fileBytes);
    bytes += content.length;
    if (bytes > bounds.bytes) throw new Error(`the archive holds over ${bounds.bytes} bytes`);
    yield { name: entry.fileName, text: content.toString('utf8') };
  }
}

/** In one piece: a stream for each of many small files takes twice as long. */
function contentOf(entry: Entry, packed: Buffer, maxOutputLength: number): Buffer {
  const { compressionMethod, compressedSize, uncompressedSize, crc32: sum } = entry;
  if (entry.isEncrypted()) throw new Error('a file of the archive is encrypted');
  if (compressionMethod !== stored && compressionMethod !== deflated)
    throw new Error(`a file is packed in a way that is not known: ${compressionMethod}`);
  if (packed.length < compressedSize) throw new Error('the archive is cut short');
  if (uncompressedSize > maxOutputLength)
    throw new Error(`a file of the archive has ${uncompressedSize} bytes`);
  const content =
    compressionMethod === stored ? packed : inflateRawSync(packed, { maxOutputLength });
  if (content.length !== uncompressedSize || crc32(content) !== sum)
    throw new Error('the archive is damaged: a file is not what was packed');
  return content;
}
