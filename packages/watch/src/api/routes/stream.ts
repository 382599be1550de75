import { streamSSE } from 'hono/streaming';
import { defineRoute, type Route } from '../http/route.ts';

const beatMs = 20_000;

export const streamRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/stream',
    operation: 'stream',
    summary:
      'What changes, as it changes: server-sent events named incident, heartbeat and decision, with JSON; ' +
      'gap when some may have been missed and lists are to be read again',
    access: 'read',
    mediaType: 'text/event-stream',
    handle({ c, console: { notices } }) {
      return Promise.resolve(
        streamSSE(c, async (stream) => {
          const unsubscribe = notices.subscribe((notice) => {
            void (notice === 'gap'
              ? stream.writeSSE({ event: 'gap', data: '{}' })
              : stream.writeSSE({ event: notice.type, data: JSON.stringify(notice) }));
          });
          stream.onAbort(unsubscribe);
          // Tells proxies and browsers at once that the stream stands, and then that it still does.
          while (!stream.aborted) {
            await stream.writeSSE({ event: 'beat', data: '{}' });
            await stream.sleep(beatMs);
          }
          unsubscribe();
        }),
      );
    },
  }),
];
