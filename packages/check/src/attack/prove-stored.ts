import type { Hole } from '../analysis/attack/record.ts';
import { crawl } from './discover/crawl.ts';
import { changesState, type Endpoint, type Endpoints, type Input, inputPath } from './endpoint.ts';
import { holeOf } from './hole.ts';
import { becameMarkup } from './markup.ts';
import { isPage } from './prove-answers.ts';
import type { Exchange, Prober } from './prober.ts';

interface Planted {
  readonly endpoint: Endpoint;
  readonly input: Input;
  readonly exchange: Exchange;
}

/** Leaves markup in everything that takes changes, and looks through the app's pages for where it shows. */
export async function proveStored(endpoints: Endpoints, prober: Prober): Promise<Hole[]> {
  const planted = new Map<string, Planted>();
  for (const endpoint of endpoints.list()) {
    if (!changesState(endpoint) || endpoint.skipped !== undefined) continue;
    for (const input of endpoint.inputs.values()) {
      if (input.carrier !== 'body') continue;
      const name = prober.canary();
      const exchange = await prober.try(endpoint, new Map([[input, `<${name}>`]]));
      if ((exchange.answer?.status ?? 500) < 400) planted.set(name, { endpoint, input, exchange });
    }
  }
  const holes: Hole[] = [];
  if (planted.size === 0) return holes;
  await crawl(endpoints, prober, (page) => {
    const { answer } = page;
    if (answer === undefined || !isPage(answer)) return;
    for (const [name, { endpoint, input, exchange }] of planted) {
      if (!becameMarkup(answer.body, name)) continue;
      planted.delete(name);
      const at = answer.body.toLowerCase().indexOf(name);
      holes.push(
        holeOf(endpoint, input, {
          kind: 'xss',
          reason: `${inputPath(input)} is kept, and becomes markup of ${page.request.path}`,
          confidence: 'certain',
          evidence: answer.body.slice(Math.max(0, at - 60), at + 60),
          oracle: { by: 'markup', name },
          exchanges: [exchange, page],
        }),
      );
    }
  });
  return holes;
}
