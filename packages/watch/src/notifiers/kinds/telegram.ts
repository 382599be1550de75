import * as z from 'zod';
import { defineNotifier, jsonMessage, type Notifier } from '../notifier.ts';
import { escapeMarkup, within } from '../within.ts';

export const notifier: Notifier = defineNotifier({
  kind: 'telegram',
  title: 'Telegram',
  hint: 'Make a bot with @BotFather, add it to the chat, and give its token and the chat’s number.',
  docs: 'https://core.telegram.org/bots/api#sendmessage',
  closes: false,
  settings: z.object({
    chat: z
      .string()
      .trim()
      .regex(/^(-?\d{1,20}|@\w{5,64})$/, 'a number such as -1001234567890, or @channelname')
      .meta({ title: 'Chat', description: 'Its number, or the @name of a public channel.' }),
    token: z
      .string()
      .trim()
      .regex(/^\d{1,20}:[\w-]{20,100}$/, 'a token such as 123456:ABC-DEF…')
      .meta({ title: 'Bot token', secret: true }),
  }),
  message(alert, { chat, token }) {
    const text = (of: string, max: number): string => within(of, max, { escape: escapeMarkup });
    const facts = alert.facts
      .slice(0, 10)
      .map(({ name, value }) => `<b>${text(name, 60)}</b>: <code>${text(value, 150)}</code>`);
    const href = text(alert.url, 500).replaceAll('"', '&quot;');
    return jsonMessage(`https://api.telegram.org/bot${token}/sendMessage`, {
      chat_id: chat,
      // The parts' cuts keep the whole below the 4,096 characters that Telegram takes.
      text: [
        `<b>${text(alert.title, 300)}</b>`,
        text(alert.text, 800),
        facts.join('\n'),
        `<a href="${href}">Open in Castellan</a>`,
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    });
  },
  waitSeconds(body) {
    const seconds = /"retry_after"\s*:\s*(\d{1,6})/.exec(body)?.[1];
    return seconds === undefined ? undefined : Number(seconds);
  },
});
