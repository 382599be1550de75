import { format, type TokenFormat } from '../format.ts';

/** How the digits of an id begin in base64. */
const idStarts = ['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'];

/** Tokens of chat, mail and message services. */
export const communicationFormats: readonly TokenFormat[] = [
  format('slack-token', 'Slack token', [
    'xoxb-{d9-14}-{b10-64}',
    'xoxp-{d9-14}-{b10-80}',
    'xoxa-{d1-14}-{b10-80}',
    'xoxo-{d9-14}-{b10-64}',
    'xoxs-{d9-14}-{b10-80}',
    'xoxr-{d9-14}-{b10-80}',
    'xoxe-{d1}-{A100-300}',
    'xapp-{d1}-{U9-14}-{d9-14}-{A40-80}',
  ]),
  format(
    'slack-webhook',
    'Slack webhook address',
    [
      'hooks.slack.com/services/T{U7-12}/B{U7-12}/{A18-28}',
      'hooks.slack.com/workflows/T{U7-12}/A{U7-12}/{d15-20}/{A20-28}',
      'hooks.slack.com/triggers/{U7-12}/{d10-14}/{h32}',
    ],
    { severity: 'medium' },
  ),
  format(
    'discord-token',
    'Discord bot token',
    idStarts.map((start) => `${start}{A22-24}.{b6}.{b27-38}`),
  ),
  format(
    'discord-webhook',
    'Discord webhook address',
    ['discord.com/api/webhooks/{d17-20}/{b60-72}', 'discordapp.com/api/webhooks/{d17-20}/{b60-72}'],
    { severity: 'medium' },
  ),
  format(
    'teams-webhook',
    'Microsoft Teams webhook address',
    [
      '.webhook.office.com/webhookb2/{H8}-{H4}-{H4}-{H4}-{H12}@{H8}-{H4}-{H4}-{H4}-{H12}/IncomingWebhook/{H32}/{H8}-{H4}-{H4}-{H4}-{H12}',
    ],
    { severity: 'medium' },
  ),
  format('telegram-token', 'Telegram bot token', '{d8-10}:AA{b33}'),
  format('sendgrid-key', 'SendGrid API key', 'SG.{b22}.{b43}'),
  format('mailgun-key', 'Mailgun API key', 'key-{h32}'),
  format('mailchimp-key', 'Mailchimp API key', '{h32}-us{d1-2}'),
  format('brevo-key', 'Brevo API key', ['xkeysib-{h64}-{A16}', 'xsmtpsib-{h64}-{A16}']),
  format('resend-key', 'Resend API key', 're_{A8}_{A24}'),
  format('mailersend-key', 'MailerSend API key', 'mlsn.{h64}'),
  format('klaviyo-key', 'Klaviyo private key', 'pk_{h34}'),
  format('twilio-key', 'Twilio API key', 'SK{h32}'),
  format('intercom-token', 'Intercom token', 'dG9rO{e54-80}'),
  format(
    'zapier-webhook',
    'Zapier webhook address',
    'hooks.zapier.com/hooks/catch/{d5-10}/{a6-10}',
    { severity: 'low' },
  ),
  format('nylas-key', 'Nylas API key', 'nyk_v0_{A64}'),
  format('hubspot-token', 'HubSpot token', [
    'pat-na1-{h8}-{h4}-{h4}-{h4}-{h12}',
    'pat-eu1-{h8}-{h4}-{h4}-{h4}-{h12}',
  ]),
  format('facebook-token', 'Facebook access token', 'EAACEdEose0cBA{A80-300}'),
  format('twitter-bearer', 'X (Twitter) bearer token', 'AAAAAAAAAAAAAAAAAAAA{A20-30}%{A40-120}'),
];
