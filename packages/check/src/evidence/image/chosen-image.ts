import type { ReadEntry } from 'tar';
import { CannotCollect, type Collector } from '../collector.ts';
import { requiredImage } from './required-image.ts';
import { type ImageManifest, imagesIn } from './image-manifest.ts';
import { readEntry, readTar } from './read-tar.ts';

const maxTextBytes = 4_194_304;
const maxTexts = 2_000;
const remedy =
  'write one: docker save -o app.tar NAME, or docker buildx build --output type=oci,dest=app.tar .';

/** The image that is meant: what it says of itself, and where its layers are. Not evidence of its own: others ask it. */
export const chosenImage: Collector<ImageManifest> = {
  title: 'the image',
  reads: ['files'],
  async collect(source) {
    const { file, wanted, open } = requiredImage(source);
    const texts = new Map<string, string>();
    const links = new Map<string, string>();
    const stream = await open().catch((error: Error) => {
      throw new CannotCollect(`${file} cannot be read (${error.message})`, remedy, {
        cause: error,
      });
    });
    const problem = await readTar(
      stream,
      (entry) => {
        const path = entry.path.replace(/^\.\//, '');
        if (entry.type === 'SymbolicLink' || entry.type === 'Link')
          links.set(path, entry.linkpath ?? '');
        return mayDescribe(entry, path) && texts.size < maxTexts
          ? readEntry(entry, maxTextBytes).then((bytes) => {
              if (bytes[0] === 0x7b || bytes[0] === 0x5b) texts.set(path, bytes.toString('utf8'));
            })
          : undefined;
      },
      new AbortController().signal,
    );
    let images: ImageManifest[];
    try {
      images = imagesIn({ texts, links });
    } catch (error) {
      const why = problem ?? (error as Error).message.split('\n')[0];
      throw new CannotCollect(`${file} is no image (${why})`, remedy, { cause: error });
    }
    return { value: chosen(images, wanted, file), origin: file };
  },
};

/** Manifests and configurations are small; layers are mostly not. */
function mayDescribe({ type, size }: ReadEntry, path: string): boolean {
  const isNamed = /^(?:[^/]+\.json|blobs\/[^/]+\/[^/]+)$/.test(path);
  return isNamed && (type === 'File' || type === 'OldFile') && size <= maxTextBytes;
}

function chosen(
  images: readonly ImageManifest[],
  wanted: string | undefined,
  file: string,
): ImageManifest {
  const fitting =
    wanted === undefined ? images : images.filter(({ names }) => names.includes(wanted));
  const [image, another] = fitting;
  const names = images.flatMap((one) => one.names).join(', ');
  if (image === undefined)
    throw new CannotCollect(
      wanted === undefined ? `${file} holds no image` : `${file} holds no image ${wanted}`,
      names === '' ? remedy : `choose one of ${names} with --image`,
    );
  if (another !== undefined && wanted === undefined)
    throw new CannotCollect(
      `${file} holds ${images.length} images`,
      names === '' ? 'save one of them alone' : `choose one of ${names} with --image`,
    );
  return image;
}
