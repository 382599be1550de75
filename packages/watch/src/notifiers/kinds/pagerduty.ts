import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { defineNotifier, jsonMessage, type Notifier } from '../notifier.ts';
import { within } from '../within.ts';

const servers = {
  us: 'https://events.pagerduty.com/v2/enqueue',
  eu: 'https://events.eu.pagerduty.com/v2/enqueue',
} as const;
const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
};

export const notifier: Notifier = defineNotifier({
  kind: 'pagerduty',
  title: 'PagerDuty',
  hint: 'Add the integration “Events API v2” to a service, and paste its integration key.',
  docs: 'https://developer.pagerduty.com/docs/events-api-v2/trigger-events/',
  closes: true,
  settings: z.object({
    region: z
      .enum(['us', 'eu'])
      .default('us')
      .meta({ title: 'Region of the account', place: true }),
    key: z
      .string()
      .trim()
      .regex(/^[0-9a-zA-Z]{32}$/, '32 letters and digits')
      .meta({ title: 'Integration key', secret: true }),
  }),
  message(alert, { region, key }) {
    const event = { routing_key: key, dedup_key: within(alert.subject, 255) };
    if (alert.cause === 'resolved') {
      return jsonMessage(servers[region], { ...event, event_action: 'resolve' });
    }
    return jsonMessage(servers[region], {
      ...event,
      event_action: 'trigger',
      client: 'Castellan',
      client_url: alert.url,
      links: [{ href: alert.url, text: 'Open in Castellan' }],
      payload: {
        summary: within(alert.title, 1_024),
        source: alert.facts.find(({ name }) => name === 'App')?.value ?? 'castellan watch',
        severity: severityWords[alert.severity],
        timestamp: alert.at,
        custom_details: {
          text: within(alert.text, 4_000),
          ...Object.fromEntries(alert.facts.map(({ name, value }) => [name, within(value, 1_000)])),
        },
      },
    });
  },
});
