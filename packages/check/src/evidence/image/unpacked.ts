import { pipeline, Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';

const magic = { gzip: [0x1f, 0x8b], zstd: [0x28, 0xb5, 0x2f, 0xfd] } as const;

/** The bytes of a stream, unpacked when they begin as gzip or zstd do. Rejects when they cannot be. */
export async function* unpacked(bytes: Readable): AsyncGenerator<Buffer> {
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done === true) return;
  const whole = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  const unpacker = unpackerFor(first.value);
  if (unpacker === undefined) yield* whole();
  else {
    // What goes wrong comes out where the bytes are read.
    pipeline(Readable.from(whole()), unpacker, () => {});
    yield* unpacker as AsyncIterable<Buffer>;
  }
}

function unpackerFor(start: Buffer): Transform | undefined {
  const begins = (signs: readonly number[]): boolean =>
    signs.every((sign, at) => start[at] === sign);
  if (begins(magic.gzip)) return zlib.createGunzip();
  if (!begins(magic.zstd)) return undefined;
  // Node.js has it from 22.15 on.
  const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };
  if (createZstdDecompress === undefined)
    throw new Error('it is compressed by zstd, which this Node.js does not know: use Node.js 24');
  return createZstdDecompress();
}
