import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { Alert } from '../alert.ts';
import { caseAlert } from '../case-alert.ts';
import type { HttpMessage, MailMessage, Message } from '../notifier.ts';
import { notifiers } from '../registry.generated.ts';

/*
 * What each service is sent, written down as its own documentation shows it; the page is named at
 * each, and in the notifier. A change of a notifier shows here as a change of the contract.
 */

const now = new Date('2026-11-26T04:00:00Z');
const url = 'https://hooks.example.com/services/T0/B0/secret';
const { url: link } = caseAlert();

function messageOf(kind: string, settings: object, alert: Alert = caseAlert()): Message {
  const notifier = notifiers.find((one) => one.kind === kind);
  assert.ok(notifier, kind);
  return notifier.message(alert, notifier.settings.parse(settings) as never, now);
}

function httpOf(kind: string, settings: object, alert?: Alert): HttpMessage & { json: unknown } {
  const message = messageOf(kind, settings, alert);
  assert.equal(message.via, 'http');
  return { ...message, json: JSON.parse(message.body) as unknown };
}

test('Slack: incoming webhook with blocks (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks)', () => {
  const message = httpOf('slack', { url });
  assert.equal(message.url, url);
  assert.deepEqual(message.headers, { 'content-type': 'application/json' });
  assert.deepEqual(message.json, {
    text: 'Critical: SQL injection on shop',
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: 'Critical: SQL injection on shop', emoji: false },
      },
      {
        type: 'section',
        text: { type: 'plain_text', text: 'The input ends a string.', emoji: false },
      },
      {
        type: 'section',
        fields: [
          { type: 'plain_text', text: 'App: shop (production)', emoji: false },
          { type: 'plain_text', text: 'Route: GET /users/:id', emoji: false },
        ],
      },
      { type: 'section', text: { type: 'mrkdwn', text: `<${link}|Open in Castellan>` } },
    ],
  });
});

test('Teams: an adaptive card in a message (learn.microsoft.com, “Create Incoming Webhooks”)', () => {
  const run = (text: string, more: object = {}): object => ({ type: 'TextRun', text, ...more });
  const paragraph = (...inlines: object[]): object => ({ type: 'RichTextBlock', inlines });
  assert.deepEqual(httpOf('teams', { url }).json, {
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
            paragraph(
              run('Critical: SQL injection on shop', {
                weight: 'Bolder',
                size: 'Medium',
                color: 'Attention',
              }),
            ),
            paragraph(run('The input ends a string.')),
            paragraph(run('App: ', { weight: 'Bolder' }), run('shop (production)')),
            paragraph(run('Route: ', { weight: 'Bolder' }), run('GET /users/:id')),
          ],
          actions: [{ type: 'Action.OpenUrl', title: 'Open in Castellan', url: link }],
        },
      },
    ],
  });
});

test('Discord: an embed that mentions nobody (discord.com/developers/docs/resources/webhook#execute-webhook)', () => {
  assert.deepEqual(httpOf('discord', { url }).json, {
    username: 'Castellan',
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: String.raw`Critical\: SQL injection on shop`,
        url: link,
        description: String.raw`The input ends a string\.`,
        color: 0xa33d24,
        timestamp: '2026-11-26T04:00:00.000Z',
        fields: [
          { name: 'App', value: String.raw`shop \(production\)`, inline: true },
          { name: 'Route', value: String.raw`GET /users/\:id`, inline: true },
        ],
      },
    ],
  });
});

test('Telegram: sendMessage with HTML (core.telegram.org/bots/api#sendmessage)', () => {
  const token = `123456:${'A'.repeat(35)}`;
  const message = httpOf('telegram', { chat: '-1001234567890', token });
  assert.equal(message.url, `https://api.telegram.org/bot${token}/sendMessage`);
  assert.deepEqual(message.json, {
    chat_id: '-1001234567890',
    text:
      '<b>Critical: SQL injection on shop</b>\n\nThe input ends a string.\n\n' +
      '<b>App</b>: <code>shop (production)</code>\n<b>Route</b>: <code>GET /users/:id</code>\n\n' +
      `<a href="${link}">Open in Castellan</a>`,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
  });
  const wait = notifiers.find(({ kind }) => kind === 'telegram')?.waitSeconds;
  const answer =
    '{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":35}}';
  assert.equal(wait?.(answer), 35);
});

test('ntfy: published as JSON (docs.ntfy.sh/publish/#publish-as-json)', () => {
  const message = httpOf('ntfy', { topic: 'castellan_8f3a', token: 'tk_secret' });
  assert.equal(message.url, 'https://ntfy.sh/');
  assert.equal(message.headers['authorization'], 'Bearer tk_secret');
  assert.deepEqual(message.json, {
    topic: 'castellan_8f3a',
    title: 'Critical: SQL injection on shop',
    message: 'The input ends a string.\n\nApp: shop (production)\nRoute: GET /users/:id',
    priority: 5,
    tags: ['rotating_light'],
    click: link,
  });
});

test('PagerDuty: Events API v2 (developer.pagerduty.com/docs/events-api-v2/trigger-events)', () => {
  const key = 'R'.repeat(32);
  const message = httpOf('pagerduty', { key });
  assert.equal(message.url, 'https://events.pagerduty.com/v2/enqueue');
  assert.deepEqual(message.json, {
    routing_key: key,
    dedup_key: 'incident 01990000-0000-7000-8000-000000000002',
    event_action: 'trigger',
    client: 'Castellan',
    client_url: link,
    links: [{ href: link, text: 'Open in Castellan' }],
    payload: {
      summary: 'Critical: SQL injection on shop',
      source: 'shop (production)',
      severity: 'critical',
      timestamp: '2026-11-26T04:00:00.000Z',
      custom_details: {
        text: 'The input ends a string.',
        App: 'shop (production)',
        Route: 'GET /users/:id',
      },
    },
  });
  const resolved = httpOf('pagerduty', { key, region: 'eu' }, caseAlert({ cause: 'resolved' }));
  assert.equal(resolved.url, 'https://events.eu.pagerduty.com/v2/enqueue');
  assert.deepEqual(resolved.json, {
    routing_key: key,
    dedup_key: 'incident 01990000-0000-7000-8000-000000000002',
    event_action: 'resolve',
  });
});

test('Opsgenie: alert API (docs.opsgenie.com/docs/alert-api)', () => {
  const key = '00000000-0000-0000-0000-000000000000';
  const message = httpOf('opsgenie', { key });
  assert.equal(message.url, 'https://api.opsgenie.com/v2/alerts');
  assert.equal(message.headers['authorization'], `GenieKey ${key}`);
  assert.deepEqual(message.json, {
    message: 'Critical: SQL injection on shop',
    alias: 'incident 01990000-0000-7000-8000-000000000002',
    description: `Critical: SQL injection on shop\n\nThe input ends a string.\n\n${link}`,
    details: { App: 'shop (production)', Route: 'GET /users/:id' },
    priority: 'P1',
    source: 'Castellan',
    tags: ['castellan'],
  });
  const resolved = httpOf('opsgenie', { key, region: 'eu' }, caseAlert({ cause: 'resolved' }));
  assert.equal(
    resolved.url,
    'https://api.eu.opsgenie.com/v2/alerts/incident%2001990000-0000-7000-8000-000000000002/close?identifierType=alias',
  );
});

test('webhook: the whole alert, signed over the second and the body', () => {
  const secret = 'a secret of sixteen characters';
  const message = httpOf('webhook', { url: 'http://hooks.internal:8080/castellan', secret });
  assert.deepEqual(message.json, { version: 1, ...caseAlert() });
  const seconds = now.getTime() / 1_000;
  const expected = createHmac('sha256', secret).update(`${seconds}.${message.body}`).digest('hex');
  assert.deepEqual(message.headers, {
    'content-type': 'application/json',
    'castellan-delivery': caseAlert().id,
    'castellan-signature': `t=${seconds},v1=${expected}`,
  });
});

test('e-mail: plain text to each recipient (RFC 5322), and no line break reaches a header', () => {
  const settings = {
    host: 'smtp.example.com',
    from: 'castellan@example.com',
    to: 'ada@example.com, grace@example.com',
  };
  const message = messageOf('email', settings) as MailMessage;
  assert.deepEqual(message, {
    via: 'smtp',
    server: { host: 'smtp.example.com', port: 587, security: 'starttls' },
    from: 'castellan@example.com',
    to: ['ada@example.com', 'grace@example.com'],
    subject: '[Castellan] Critical: SQL injection on shop',
    text: `Critical: SQL injection on shop\n\nThe input ends a string.\n\nApp: shop (production)\nRoute: GET /users/:id\n\n${link}\n`,
    messageId: '<01990000-0000-7000-8000-000000000001@example.com>',
  });
  const title = 'a\r\nBcc: eve@example.com';
  const hostile = messageOf('email', settings, caseAlert({ title })) as MailMessage;
  assert.equal(hostile.subject, '[Castellan] a Bcc: eve@example.com');
});

/** Mark-up of every service at once, and more of it than any of them takes. */
const hostileText =
  '<!channel> <@U1> @everyone *b* _i_ `c` [x](https://e.example) <b>h</b> & | "q" \\ 🏰 ';
const hostile = caseAlert({
  title: hostileText.repeat(60),
  text: hostileText.repeat(300),
  facts: Array.from({ length: 30 }, () => ({
    name: hostileText.repeat(4),
    value: hostileText.repeat(60),
  })),
});

test('what attackers wrote is text at every service, and within its limits', () => {
  const slack = httpOf('slack', { url }, hostile).json as {
    text: string;
    blocks: {
      type: string;
      text?: { type: string; text: string };
      fields?: { type: string; text: string }[];
    }[];
  };
  assert.doesNotMatch(slack.text, /[<>]|&(?!amp;|lt;|gt;)/);
  const texts = slack.blocks.flatMap(({ text, fields = [] }) => (text ? [text] : fields));
  assert.equal(texts.filter(({ type }) => type === 'mrkdwn').length, 1, 'only our own link');
  const [header, section, fields] = slack.blocks;
  assert.equal(header?.text?.text.length, 150);
  assert.ok((section?.text?.text.length ?? 0) <= 3_000);
  assert.equal(fields?.fields?.length, 10);
  assert.ok(fields.fields.every(({ text }) => text.length <= 2_000));

  const teams = httpOf('teams', { url }, hostile);
  assert.ok(Buffer.byteLength(teams.body) < 28 * 1_024, `${Buffer.byteLength(teams.body)} bytes`);
  assert.doesNotMatch(teams.body, /"type":"(TextBlock|FactSet)"/, 'these read Markdown');

  const discord = httpOf('discord', { url }, hostile).json as {
    embeds: { title: string; description: string; fields: { name: string; value: string }[] }[];
  };
  const [embed] = discord.embeds;
  assert.ok(embed);
  const all = [
    embed.title,
    embed.description,
    ...embed.fields.flatMap(({ name, value }) => [name, value]),
  ];
  assert.ok(embed.title.length <= 256 && embed.description.length <= 4_096);
  assert.ok(all.join('').length <= 6_000, `${all.join('').length} characters`);
  for (const text of all) assert.doesNotMatch(text.replaceAll(/\\./g, ''), /[@<>[\]*_`|:.-]/);

  const telegram = httpOf('telegram', { chat: '@castellan', token: `1:${'A'.repeat(35)}` }, hostile)
    .json as { text: string };
  assert.ok(telegram.text.length <= 4_096, `${telegram.text.length} characters`);
  const tags = telegram.text.match(/<[^>]*>/g) ?? [];
  assert.deepEqual([...new Set(tags)].toSorted(), [
    '</a>',
    '</b>',
    '</code>',
    '<a href="' + link + '">',
    '<b>',
    '<code>',
  ]);

  const ntfy = httpOf('ntfy', { topic: 't' }, hostile).json as { message: string };
  assert.equal(Buffer.byteLength(ntfy.message) <= 4_096, true);
  assert.ok(Buffer.byteLength(ntfy.message) > 4_080, 'cut where it has to be, and not before');

  const pagerduty = httpOf('pagerduty', { key: 'R'.repeat(32) }, hostile).json as {
    payload: { summary: string };
  };
  assert.equal(pagerduty.payload.summary.length, 1_024);

  const opsgenie = httpOf('opsgenie', { key: 'k'.repeat(36) }, hostile).json as {
    message: string;
    description: string;
  };
  assert.equal(opsgenie.message.length, 130);
  assert.ok(opsgenie.description.length <= 15_000);
});

test('every notifier names the page that it follows, and takes no address without TLS for a secret', () => {
  for (const { kind, docs, settings } of notifiers) {
    assert.match(docs, /^(https:\/\/|docs\/)/, kind);
    if (!('url' in settings.shape) || kind === 'webhook') continue;
    assert.equal(settings.safeParse({ url: 'http://hooks.example.com/x' }).success, false, kind);
  }
});
