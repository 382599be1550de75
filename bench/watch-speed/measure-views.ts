import { median } from '../cost/statistics.ts';
import { type Call, calls, type Subjects } from './views.ts';

/** Milliseconds from the request to the whole answer, or to the first bytes of a stream, over loopback. */
export interface CallTime {
  readonly view: string;
  readonly path: string;
  readonly medianMs: number;
  readonly maxMs: number;
  readonly kilobytes: number;
}

const warmUps = 3;
const rounds = 20;

/** Asks for what each view asks for, one call after another. */
export async function measureViews(
  url: string,
  token: string,
  subjects: Subjects,
): Promise<readonly CallTime[]> {
  const times: CallTime[] = [];
  for (const call of calls(subjects)) {
    const { view, path } = call;
    times.push({ view, path, ...(await timed(() => ask(url, token, call))) });
  }
  return times;
}

/** Sends a call; how many bytes came. */
async function ask(
  url: string,
  token: string,
  { path, body, isStreamed }: Pick<Call, 'path' | 'body' | 'isStreamed'>,
): Promise<number> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  if (isStreamed !== true) return (await response.text()).length;
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return value?.length ?? 0;
}

async function timed(send: () => Promise<number>): Promise<Omit<CallTime, 'view' | 'path'>> {
  for (let count = 0; count < warmUps; count += 1) await send();
  const taken: number[] = [];
  let bytes = 0;
  for (let count = 0; count < rounds; count += 1) {
    const started = performance.now();
    bytes = await send();
    taken.push(performance.now() - started);
  }
  return { medianMs: median(taken), maxMs: Math.max(...taken), kilobytes: bytes / 1_024 };
}
