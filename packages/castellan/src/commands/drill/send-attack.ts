import { reasonOf } from './console-client.ts';

const timeoutMs = 10_000;

/** What the app said. */
export interface AttackAnswer {
  readonly status?: number;
  readonly tookMs: number;
  readonly problem?: string;
}

/** Asks the app once, with the drill in its query; follows no redirect, so that nobody else is attacked. */
export async function sendAttack(
  target: URL,
  { parameter, value }: { readonly parameter: string; readonly value: string },
): Promise<AttackAnswer> {
  const url = new URL(target);
  url.searchParams.set(parameter, value);
  const started = performance.now();
  const tookMs = (): number => Math.round(performance.now() - started);
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { 'user-agent': 'Castellan drill' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { status: response.status, tookMs: tookMs() };
  } catch (error) {
    return { tookMs: tookMs(), problem: `was not reached: ${reasonOf(error)}`.slice(0, 500) };
  }
}
