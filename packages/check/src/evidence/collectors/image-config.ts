import * as z from 'zod';
import type { ImageConfig } from '../../analysis/image/facts.ts';
import { CannotCollect, type Collector, required } from '../collector.ts';
import { chosenImage } from '../image/chosen-image.ts';

const texts = z.array(z.string()).nullish();
const schema = z.object({
  created: z.string().nullish(),
  os: z.string().nullish(),
  config: z
    .object({
      User: z.string().nullish(),
      Env: texts,
      ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
      Healthcheck: z.object({ Test: texts }).nullish(),
      Entrypoint: texts,
      Cmd: texts,
    })
    .nullish(),
  history: z.array(z.object({ created_by: z.string().nullish() })).nullish(),
});

/** How a container of the image starts, and what made it. */
export const collector: Collector<ImageConfig> = {
  title: 'configuration of the image',
  reads: ['files'],
  holdsSources: true,
  async collect(_, ask) {
    const { config: given, names } = await required(ask, chosenImage);
    const { success, data } = schema.safeParse(given);
    if (!success)
      throw new CannotCollect('the configuration of the image is none', 'save it again');
    const { created, os, history } = data;
    const config = data.config ?? {};
    const check = config.Healthcheck?.Test ?? [];
    const value: ImageConfig = {
      name: names[0] ?? '',
      user: config.User ?? '',
      environment: (config.Env ?? []).map(assignment),
      ports: Object.keys(config.ExposedPorts ?? {}),
      hasHealthcheck: check.length > 0 && check[0] !== 'NONE',
      command: [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])],
      ...(created && { created }),
      system: os ?? '',
      history: (history ?? []).flatMap(({ created_by: by }) => by ?? []),
    };
    return { value, origin: 'the configuration of the image' };
  },
};

function assignment(text: string): { name: string; value: string } {
  const at = text.indexOf('=');
  return at < 0
    ? { name: text, value: '' }
    : { name: text.slice(0, at), value: text.slice(at + 1) };
}
