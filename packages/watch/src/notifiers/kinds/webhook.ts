import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { defineNotifier, jsonMessage, type Notifier } from '../notifier.ts';
import { serverUrl } from '../url-settings.ts';

export const notifier: Notifier = defineNotifier({
  kind: 'webhook',
  title: 'Signed webhook',
  hint: 'Each alert is posted as JSON, signed with the secret. The receiver checks the signature as the documentation shows.',
  docs: 'docs/watch/notifications.md#signed-webhooks',
  closes: true,
  settings: z.object({
    url: serverUrl('Address'),
    secret: z.string().min(16).max(256).meta({
      title: 'Secret',
      description: '16 characters or more, random; the receiver has the same.',
      secret: true,
    }),
  }),
  message(alert, { url, secret }, now) {
    const message = jsonMessage(url, { version: 1, ...alert });
    const seconds = Math.floor(now.getTime() / 1_000);
    const signature = createHmac('sha256', secret).update(`${seconds}.${message.body}`);
    return {
      ...message,
      headers: {
        ...message.headers,
        'castellan-delivery': alert.id,
        'castellan-signature': `t=${seconds},v1=${signature.digest('hex')}`,
      },
    };
  },
});
