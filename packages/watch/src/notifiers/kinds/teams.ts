import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { defineNotifier, jsonMessage, type Notifier } from '../notifier.ts';
import { secretUrl } from '../url-settings.ts';
import { within } from '../within.ts';

const colours: Readonly<Record<Severity, string>> = {
  critical: 'Attention',
  high: 'Attention',
  medium: 'Warning',
  low: 'Default',
};

/** A paragraph of text runs: unlike text blocks and fact sets they read no Markdown. */
function paragraph(...runs: readonly object[]): object {
  return {
    type: 'RichTextBlock',
    inlines: runs.map((run) => ({ type: 'TextRun', ...run })),
  };
}

/** With these cuts a card stays below the 28 KB that Teams takes. */
export const notifier: Notifier = defineNotifier({
  kind: 'teams',
  title: 'Microsoft Teams',
  hint: 'In the channel choose Workflows, “Post to a channel when a webhook request is received”, and paste the address that it gives.',
  docs: 'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
  closes: false,
  settings: z.object({ url: secretUrl('Webhook address') }),
  message: (alert, { url }) =>
    jsonMessage(url, {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              paragraph({
                text: within(alert.title, 300),
                weight: 'Bolder',
                size: 'Medium',
                color: colours[alert.severity],
              }),
              ...(alert.text === '' ? [] : [paragraph({ text: within(alert.text, 2_000) })]),
              ...alert.facts
                .slice(0, 10)
                .map(({ name, value }) =>
                  paragraph(
                    { text: `${within(name, 60)}: `, weight: 'Bolder' },
                    { text: within(value, 300) },
                  ),
                ),
            ],
            actions: [{ type: 'Action.OpenUrl', title: 'Open in Castellan', url: alert.url }],
          },
        },
      ],
    }),
});
