import type { RunningApp } from './app-process.ts';

/** What tracing made of a piece of work, as the app's tracing file tells it. */
export interface Span {
  readonly name: string;
  readonly parent: string | null;
  readonly status: string;
  readonly httpStatus?: number;
  readonly events?: readonly string[];
}

/** A span that failed, or that of a request which was answered 403. */
export function isFailed({ status, httpStatus }: Span): boolean {
  return httpStatus === 403 || !['ok', 'unset'].includes(status);
}

export async function spansOf(app: RunningApp): Promise<readonly Span[]> {
  return ((await app.ask('spans')) as { spans: readonly Span[] }).spans;
}

/** One line a span, in an order that is the same each time. */
export const linesOf = (spans: readonly Span[]): string[] =>
  spans
    .map(({ name, parent, status, httpStatus, events = [] }) =>
      [name, 'in', parent, status, httpStatus, ...events].join(' '),
    )
    .toSorted();
