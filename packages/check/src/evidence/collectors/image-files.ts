import type { ReadEntry } from 'tar';
import * as z from 'zod';
import type { ImageFiles } from '../../analysis/image/facts.ts';
import { type Collector, required } from '../collector.ts';
import { chosenImage } from '../image/chosen-image.ts';
import type { ImageArchive } from '../image/image-archive.ts';
import { factsOf } from '../image/image-facts.ts';
import { Layer } from '../image/layer.ts';
import { readInner, readTar } from '../image/read-tar.ts';
import { requiredImage } from '../image/required-image.ts';

const withHistory = z.object({
  history: z
    .array(z.object({ created_by: z.string().nullish(), empty_layer: z.boolean().nullish() }))
    .nullish(),
});

/** What the layers of the image hold: each is read once, as a stream. */
export const collector: Collector<ImageFiles> = {
  title: 'files of the image',
  reads: ['files'],
  async collect(source, ask) {
    const archive = requiredImage(source);
    const { layers, config, names } = await required(ask, chosenImage);
    const read = await readLayers(archive, new Set(layers));
    const ordered = layers.map((name) => read.get(name)!);
    const history = withHistory.safeParse(config).data?.history ?? [];
    const madeBy = history
      .filter((one) => one.empty_layer !== true)
      .map((one) => one.created_by ?? '');
    return { value: factsOf(names[0] ?? archive.file, ordered, madeBy), origin: archive.file };
  },
};

/** The layers by name. Past the limits reading ends, and what was not read is said. */
async function readLayers(
  { open, limits }: ImageArchive,
  names: ReadonlySet<string>,
): Promise<Map<string, Layer>> {
  const layers = new Map<string, Layer>();
  const done = new Set<string>();
  const enough = new AbortController();
  let [bytes, entries] = [0, 0];
  const take = (layer: Layer, entry: ReadEntry): Promise<void> | undefined => {
    bytes += entry.size;
    entries += 1;
    if (bytes <= limits.maxBytes && entries <= limits.maxEntries) return layer.take(entry);
    enough.abort(new Error('the image holds more than is looked at'));
    return undefined;
  };
  const onLayer = (outer: ReadEntry): Promise<void> | undefined => {
    const name = outer.path.replace(/^\.\//, '');
    if (!names.has(name) || layers.has(name)) return undefined;
    const layer = new Layer();
    layers.set(name, layer);
    return readInner(outer, (entry) => take(layer, entry), enough.signal).then((problem) => {
      layer.problem = problem;
      done.add(name);
    });
  };
  const stream = await open();
  const problem = await readTar(stream, onLayer, enough.signal);
  stream.destroy();
  const why = enough.signal.aborted ? (enough.signal.reason as Error).message : problem;
  for (const name of names) {
    if (done.has(name)) continue;
    const layer = layers.get(name) ?? new Layer();
    layers.set(name, layer);
    layer.problem = why ?? 'it is missing in the archive';
  }
  return layers;
}
