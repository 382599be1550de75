import type { Readable } from 'node:stream';

/** An archive that `docker save` or a builder wrote. */
export interface ImageArchive {
  /** As a report names it. */
  readonly file: string;
  /** Which image of several is meant, by a name that the archive has. */
  readonly wanted?: string;
  /** Its bytes from the start. Rejects when it cannot be read. */
  readonly open: () => Promise<Readable>;
  readonly limits: ImageLimits;
}

/** How much of an archive is looked at. */
export interface ImageLimits {
  /** Of all files of all layers, unpacked. */
  readonly maxBytes: number;
  readonly maxEntries: number;
}
