import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { defineNotifier, jsonMessage, type Notifier } from '../notifier.ts';
import { within } from '../within.ts';

const servers = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' } as const;
const priorities: Readonly<Record<Severity, string>> = {
  critical: 'P1',
  high: 'P2',
  medium: 'P3',
  low: 'P4',
};

export const notifier: Notifier = defineNotifier({
  kind: 'opsgenie',
  title: 'Opsgenie',
  hint: 'Add an API integration to a team, and paste its key. Atlassian ends the service in April 2027.',
  docs: 'https://docs.opsgenie.com/docs/alert-api',
  closes: true,
  settings: z.object({
    region: z
      .enum(['us', 'eu'])
      .default('us')
      .meta({ title: 'Region of the account', place: true }),
    key: z
      .string()
      .trim()
      .regex(/^[0-9a-zA-Z-]{20,64}$/, 'letters, digits and hyphens')
      .meta({ title: 'API key', secret: true }),
  }),
  message(alert, { region, key }) {
    const headers = { authorization: `GenieKey ${key}` };
    const alias = within(alert.subject, 512);
    if (alert.cause === 'resolved') {
      const path = `/v2/alerts/${encodeURIComponent(alias)}/close?identifierType=alias`;
      const body = { source: 'Castellan', note: within(alert.title, 1_000) };
      return jsonMessage(servers[region] + path, body, headers);
    }
    return jsonMessage(
      `${servers[region]}/v2/alerts`,
      {
        message: within(alert.title, 130),
        alias,
        description: within([alert.title, alert.text, alert.url].join('\n\n'), 15_000),
        details: Object.fromEntries(
          alert.facts.slice(0, 10).map(({ name, value }) => [name, within(value, 500)]),
        ),
        priority: priorities[alert.severity],
        source: 'Castellan',
        tags: ['castellan'],
      },
      headers,
    );
  },
});
