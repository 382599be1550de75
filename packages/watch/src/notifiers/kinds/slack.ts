import * as z from 'zod';
import { defineNotifier, jsonMessage, type Notifier } from '../notifier.ts';
import { secretUrl } from '../url-settings.ts';
import { escapeMarkup, within } from '../within.ts';

/** Plain-text objects, in which Slack reads neither links nor mentions. */
function plain(text: string, max: number): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text: within(text, max), emoji: false };
}

export const notifier: Notifier = defineNotifier({
  kind: 'slack',
  title: 'Slack',
  hint: 'Make an app with an incoming webhook for the channel, and paste its address.',
  docs: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  closes: false,
  settings: z.object({ url: secretUrl('Webhook address') }),
  message: (alert, { url }) =>
    jsonMessage(url, {
      // Read out by phones and screen readers; here Slack would read mentions and links.
      text: within(alert.title, 1_000, { escape: escapeMarkup }),
      blocks: [
        { type: 'header', text: plain(alert.title, 150) },
        ...(alert.text === '' ? [] : [{ type: 'section', text: plain(alert.text, 3_000) }]),
        ...(alert.facts.length === 0
          ? []
          : [
              {
                type: 'section',
                fields: alert.facts
                  .slice(0, 10)
                  .map(({ name, value }) => plain(`${name}: ${value}`, 2_000)),
              },
            ]),
        {
          type: 'section',
          text: { type: 'mrkdwn', text: `<${link(alert.url)}|Open in Castellan>` },
        },
      ],
    }),
});

/** A bar ends the address inside Slack's link. */
function link(url: string): string {
  return within(url.replaceAll('|', '%7C'), 2_000, { escape: escapeMarkup });
}
