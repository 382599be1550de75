import { Broken } from './backup-kind.ts';

const block = 512;

/** Reads a tar (POSIX ustar) to its end, two blocks of zeros. Throws `Broken` when that is not there. */
export async function readWholeTar(bytes: AsyncIterable<Buffer>): Promise<void> {
  let rest = Buffer.alloc(0);
  let toSkip = 0;
  let zeros = 0;
  for await (const chunk of bytes) {
    const skipped = Math.min(toSkip, chunk.length);
    toSkip -= skipped;
    rest = Buffer.concat([rest, chunk.subarray(skipped)]);
    let at = 0;
    while (zeros < 2 && toSkip === 0 && rest.length - at >= block) {
      const header = rest.subarray(at, at + block);
      at += block;
      if (header.every((byte) => byte === 0)) {
        zeros += 1;
        continue;
      }
      zeros = 0;
      const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
      if (!(size >= 0)) throw new Broken('it is a tar whose entries are damaged');
      toSkip = Math.ceil(size / block) * block;
      const here = Math.min(toSkip, rest.length - at);
      at += here;
      toSkip -= here;
    }
    rest = zeros < 2 ? rest.subarray(at) : Buffer.alloc(0);
  }
  if (zeros < 2) throw new Broken('it breaks off: the end of the tar is not there');
}
