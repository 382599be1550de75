import * as z from 'zod';
import { defineNotifier, type Notifier } from '../notifier.ts';
import { hostField, portField } from '../server-fields.ts';
import { within } from '../within.ts';

const maxRecipients = 50;

/** Plain text: what attackers wrote stays text in every mail program. */
export const notifier: Notifier = defineNotifier({
  kind: 'email',
  title: 'E-mail',
  hint: 'Sent through an SMTP server of yours.',
  docs: 'https://www.rfc-editor.org/rfc/rfc5322',
  closes: false,
  settings: z.object({
    host: hostField('SMTP server'),
    port: portField(587),
    security: z.enum(['starttls', 'tls', 'none']).default('starttls').meta({
      title: 'Encryption',
      description: 'starttls is usual on port 587, tls on 465.',
      place: true,
    }),
    user: z.string().trim().max(254).optional().meta({ title: 'User' }),
    password: z.string().max(512).optional().meta({ title: 'Password', secret: true }),
    from: z.email().max(254).meta({ title: 'From' }),
    to: z
      .string()
      .trim()
      .max(4_000)
      .refine((text) => recipients(text).length <= maxRecipients, `${maxRecipients} at most`)
      .refine(
        (text) => recipients(text).every((one) => z.email().safeParse(one).success),
        'e-mail addresses, separated by commas',
      )
      .meta({ title: 'To', description: 'One or more addresses, separated by commas.' }),
  }),
  message(alert, { from, to, ...server }) {
    const facts = alert.facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
    const domain = from.slice(from.lastIndexOf('@') + 1);
    return {
      via: 'smtp',
      server,
      from,
      to: recipients(to),
      subject: within(`[Castellan] ${oneLine(alert.title)}`, 200),
      text: [alert.title, alert.text, facts, alert.url]
        .filter((part) => part !== '')
        .join('\n\n')
        .concat('\n'),
      messageId: `<${alert.id}@${domain}>`,
    };
  },
});

function recipients(text: string): readonly string[] {
  return text.split(/[,;\s]+/).filter((one) => one !== '');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
