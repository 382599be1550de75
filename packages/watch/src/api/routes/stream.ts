import { streamSSE } from 'hono/streaming';
import { Feed } from '../../live/feed.ts';
import { requirePrincipal } from '../http/authenticate.ts';
import { defineRoute, type Route } from '../http/route.ts';

const beatMs = 20_000;

export const streamRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/stream',
    operation: 'stream',
    summary:
      'What changes, as it changes: server-sent events named incident, heartbeat, decision, delivery, drill, forward, monitor, work and users, with JSON; ' +
      'gap when some may have been missed and lists are to be read again; beat every 20 seconds',
    access: 'read',
    mediaType: 'text/event-stream',
    handle({ c, console, asker }) {
      return Promise.resolve(
        streamSSE(
          c,
          async (stream) => {
            const feed = new Feed(console.notices, asker);
            stream.onAbort(() => feed.close());
            await stream.writeSSE({ event: 'beat', data: '{}' });
            let checkedMs = performance.now();
            while (!stream.aborted) {
              for (const told of await feed.take(beatMs)) {
                await stream.writeSSE({ event: told.type, data: JSON.stringify(told) });
              }
              if (performance.now() - checkedMs < beatMs) continue;
              // A session or token that has ended meanwhile ends its streams too.
              await requirePrincipal(c, console, 'read');
              await stream.writeSSE({ event: 'beat', data: '{}' });
              checkedMs = performance.now();
            }
          },
          async () => undefined,
        ),
      );
    },
  }),
];
