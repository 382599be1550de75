import type { Hole } from '../analysis/attack/record.ts';
import { type Endpoint, type Input, inputPath } from './endpoint.ts';
import { holeOf } from './hole.ts';
import type { Prober } from './prober.ts';
import { unaimed } from './unaimed.ts';
import type { CallBack } from './wire/call-back.ts';

/** Gives an input addresses: the app must neither fetch them nor send people there. */
export async function proveAddresses(
  endpoint: Endpoint,
  input: Input,
  prober: Prober,
  callBack: CallBack,
): Promise<Hole[]> {
  const holes: Hole[] = [];
  const { host } = callBack;
  for (const lead of ['http://', '']) {
    const canary = prober.canary();
    const address = `${lead}${host}/${canary}${lead === '' ? '#' : ''}`;
    const exchange = await prober.try(endpoint, new Map([[input, address]]));
    const finding = exchange.verdicts.find(({ detection }) => detection === 'ssrf');
    if (callBack.wasCalled(canary)) {
      holes.push(
        holeOf(endpoint, input, {
          kind: 'ssrf',
          reason: `${inputPath(input)} makes the app fetch any address, those inside of the network too`,
          confidence: 'certain',
          evidence: `the app fetched ${address}`,
          oracle: { by: 'call-back' },
          exchanges: [{ ...exchange, request: unaimed(exchange.request, host) }],
          ...(finding && { finding }),
        }),
      );
      break;
    }
  }
  const redirect = await proveRedirect(endpoint, input, prober);
  return redirect === undefined ? holes : [...holes, redirect];
}

async function proveRedirect(
  endpoint: Endpoint,
  input: Input,
  prober: Prober,
): Promise<Hole | undefined> {
  for (const lead of ['https://', '//']) {
    const host = `${prober.canary()}.example`;
    const exchange = await prober.try(endpoint, new Map([[input, `${lead}${host}/`]]));
    const location = exchange.answer?.headers.location;
    if (location === undefined) return undefined;
    if (!leadsTo(location, prober.origin, host)) continue;
    return holeOf(endpoint, input, {
      kind: 'open-redirect',
      reason: `${inputPath(input)} chooses where people are sent`,
      confidence: 'certain',
      evidence: `Location: ${location}`,
      oracle: { by: 'location', host },
      exchanges: [exchange],
    });
  }
  return undefined;
}

/** Where a browser would go. */
export function leadsTo(location: string, base: URL, host: string): boolean {
  return URL.canParse(location, base.href) && new URL(location, base).hostname === host;
}
