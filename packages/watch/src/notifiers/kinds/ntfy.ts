import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { defineNotifier, jsonMessage, type Notifier } from '../notifier.ts';
import { serverUrl } from '../url-settings.ts';
import { within } from '../within.ts';

const priorities: Readonly<Record<Severity, number>> = { critical: 5, high: 4, medium: 3, low: 2 };
/** A longer message becomes an attachment. */
const maxBytes = 4_096;

export const notifier: Notifier = defineNotifier({
  kind: 'ntfy',
  title: 'ntfy',
  hint: 'Choose a topic that nobody guesses, or one that a token protects, and subscribe to it on the phone.',
  docs: 'https://docs.ntfy.sh/publish/#publish-as-json',
  closes: false,
  settings: z.object({
    server: serverUrl('Server').default('https://ntfy.sh/'),
    topic: z
      .string()
      .trim()
      .regex(/^[\w-]{1,64}$/, 'letters, digits, _ and -, 64 at most')
      .meta({ title: 'Topic', description: 'Whoever knows it can read along.', secret: true }),
    token: z
      .string()
      .trim()
      .regex(/^[\w-]{1,200}$/, 'an access token such as tk_…')
      .optional()
      .meta({ title: 'Access token', description: 'For a protected topic.', secret: true }),
  }),
  message(alert, { server, topic, token }) {
    const measure = (text: string): number => Buffer.byteLength(text);
    const facts = alert.facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
    const text = [alert.text, facts].filter((part) => part !== '').join('\n\n');
    return jsonMessage(
      server,
      {
        topic,
        title: within(alert.title, 250, { measure }),
        message: within(text || alert.title, maxBytes, { measure }),
        priority: priorities[alert.severity],
        tags: [alert.cause === 'resolved' ? 'white_check_mark' : 'rotating_light'],
        click: alert.url,
      },
      token === undefined ? {} : { authorization: `Bearer ${token}` },
    );
  },
});
