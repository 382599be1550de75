import { open } from 'node:fs/promises';
import type { Source } from '../source.ts';
import type { ImageLimits } from './image-archive.ts';

const usualLimits: ImageLimits = { maxBytes: 64 * 1024 ** 3, maxEntries: 2_000_000 };
const chunkBytes = 1_048_576;

/** An archive of an image as the source of evidence. Nothing of it is unpacked to the disk. */
export function imageSource(
  file: string,
  wanted?: string,
  limits: ImageLimits = usualLimits,
): Source {
  return {
    name: file,
    image: {
      file,
      ...(wanted !== undefined && { wanted }),
      open: async () => {
        const handle = await open(file, 'r');
        return handle.createReadStream({ highWaterMark: chunkBytes });
      },
      limits,
    },
    list: () => Promise.resolve([]),
    stat: () => Promise.resolve([]),
    read: () => Promise.resolve(undefined),
    execute: () => Promise.resolve(undefined),
  };
}
