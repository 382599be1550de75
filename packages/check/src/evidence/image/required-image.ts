import { CannotCollect } from '../collector.ts';
import type { Source } from '../source.ts';
import type { ImageArchive } from './image-archive.ts';

/** The archive that is looked at; `CannotCollect` where it is something else. */
export function requiredImage({ image }: Source): ImageArchive {
  if (image !== undefined) return image;
  throw new CannotCollect('this is no image', 'castellan check image app.tar');
}
