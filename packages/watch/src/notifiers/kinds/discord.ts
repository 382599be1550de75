import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { defineNotifier, jsonMessage, type Notifier } from '../notifier.ts';
import { secretUrl } from '../url-settings.ts';
import { within } from '../within.ts';

const colours: Readonly<Record<Severity, number>> = {
  critical: 0xa3_3d_24,
  high: 0xd0_6a_3c,
  medium: 0xb8_86_1b,
  low: 0x2c_6b_52,
};

/** Everything by which Discord's Markdown begins something, mentions and links too. */
function escape(character: string): string {
  return /[\\`*_~|<>[\]()#:@.-]/.test(character) ? `\\${character}` : character;
}

export const notifier: Notifier = defineNotifier({
  kind: 'discord',
  title: 'Discord',
  hint: 'In the channel’s settings choose Integrations, Webhooks, and paste the address of a new one.',
  docs: 'https://discord.com/developers/docs/resources/webhook#execute-webhook',
  closes: false,
  settings: z.object({ url: secretUrl('Webhook address') }),
  message: (alert, { url }) =>
    jsonMessage(url, {
      username: 'Castellan',
      allowed_mentions: { parse: [] },
      embeds: [
        {
          title: within(alert.title, 256, { escape }),
          url: alert.url,
          // All texts of an embed share 6,000 characters.
          description: within(alert.text, 2_000, { escape }),
          color: colours[alert.severity],
          timestamp: alert.at,
          fields: alert.facts.slice(0, 10).map(({ name, value }) => ({
            name: within(name, 60, { escape }) || '-',
            value: within(value, 300, { escape }) || '-',
            inline: true,
          })),
        },
      ],
    }),
});
