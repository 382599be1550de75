import * as z from 'zod';
import { syslogLine, syslogNote } from '../../exports/kinds/cef.ts';
import { hostField, portField } from '../../notifiers/server-fields.ts';
import { defineForwardKind, type ForwardKind } from '../forward-kind.ts';

/** RFC 5424 lines with CEF, each behind its length (RFC 6587 §3.4.1; over TLS RFC 5425). */
export const forwarding: ForwardKind = defineForwardKind({
  kind: 'syslog',
  title: 'Syslog (TCP or TLS)',
  hint: 'CEF in RFC 5424 lines with octet counting, which rsyslog, syslog-ng and every SIEM read.',
  docs: 'https://www.rfc-editor.org/rfc/rfc5425',
  settings: z.object({
    host: hostField('Server'),
    port: portField(6_514, '6514 is usual with TLS, 601 without.'),
    security: z.enum(['tls', 'none']).default('tls').meta({ title: 'Encryption', place: true }),
    ca: z
      .string()
      .trim()
      .max(20_000)
      .regex(/^-----BEGIN CERTIFICATE-----/, 'PEM, from -----BEGIN CERTIFICATE----- on')
      .optional()
      .meta({
        title: 'Certificate authority',
        description: 'PEM of a private one; public ones are trusted without it.',
      }),
  }),
  pack: (batch, { ca, ...server }) => ({
    via: 'syslog',
    server: { ...server, ...(ca !== undefined && { ca: withLines(ca) }) },
    lines: batch.map((one) =>
      one.source === 'event' ? syslogLine(one.event) : syslogNote(one.note),
    ),
  }),
});

/** A form of one line takes the ends of lines out of PEM. */
function withLines(pem: string): string {
  return [
    ...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g),
  ]
    .map(([, body = '']) => {
      const lines = body.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
      return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
    })
    .join('');
}
