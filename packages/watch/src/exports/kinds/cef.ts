import type { Finding } from '@castellan/core';
import { isIPv4, isIPv6 } from 'node:net';
import type { ExportedEvent, ExportFormat } from '../export-format.ts';
import type { ExportedNote } from '../exported-note.ts';
import { cefSeverity, syslogSeverity } from '../severity-of.ts';

/** Security and authorization messages (RFC 5424 §6.2.1). */
const facility = 10;
/** CEF's own limits, in characters. */
const most = { short: 63, name: 512, text: 1_023, long: 4_000 } as const;

/** CEF:0 as the message of an RFC 5424 line. */
export const format: ExportFormat = {
  kind: 'cef',
  title: 'Syslog with CEF',
  docs: 'https://www.rfc-editor.org/rfc/rfc5424',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'cef.log',
  write: (event) => `${syslogLine(event)}\n`,
  cut: (message, at) =>
    `<${facility * 8 + 4}>1 ${at.toISOString()} - castellan - export-cut - CEF:0|Castellan|watch|1|export-cut|export cut|3|msg=${extensionValue(message)}\n`,
};

/** Without an end of line: over TCP its length stands before it. */
export function syslogLine(event: ExportedEvent): string {
  const { at, finding } = event;
  const priority = facility * 8 + syslogSeverity[finding.severity];
  const head = [
    `<${priority}>1`,
    at.toISOString(),
    printable(finding.instance, 255),
    'castellan',
    '-',
    printable(finding.detection, 32),
    '-',
  ];
  return `${head.join(' ')} ${cefText(event)}`;
}

/** The same for what is no event. Its fields are CEF's custom strings, each with its label. */
export function syslogNote({ id, action, at, severity, message, fields }: ExportedNote): string {
  const head = [
    `<${facility * 8 + syslogSeverity[severity]}>1`,
    at.toISOString(),
    '-',
    'castellan',
  ];
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  const extension = [
    ['externalId', id],
    ['rt', String(at.getTime())],
    ['cat', action],
    ['msg', message.slice(0, most.text)],
    // CEF has six of them.
    ...known
      .slice(0, 6)
      .flatMap(([label, value], at) => labelled(`cs${at + 1}`, label, String(value))),
  ].map(([key = '', value = '']) => `${key}=${extensionValue(value)}`);
  const header = ['Castellan', 'watch', '1', action, action.replaceAll('-', ' ')];
  const cef = [...header.map((part) => headerField(part)), cefSeverity[severity]].join('|');
  return `${head.join(' ')} - ${printable(action, 32)} - CEF:0|${cef}|${extension.join(' ')}`;
}

function cefText(event: ExportedEvent): string {
  const { finding } = event;
  const header = [
    'Castellan',
    'watch',
    String(finding.version),
    finding.detection,
    finding.detection.replaceAll('-', ' '),
  ];
  const extension = extensionOf(event)
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .map(([key, value]) => `${key}=${extensionValue(value)}`);
  const fields = [...header.map((part) => headerField(part)), cefSeverity[finding.severity]];
  return `CEF:0|${fields.join('|')}|${extension.join(' ')}`;
}

function extensionOf({
  id,
  at,
  receivedAt,
  incidentId,
  whereabouts,
  finding,
}: ExportedEvent): readonly (readonly [string, string | undefined])[] {
  const { request, input, span, location, reason, count, disposition } = finding;
  const { address = '' } = request ?? {};
  return [
    ['externalId', id],
    ['rt', String(receivedAt.getTime())],
    ['start', String(at.getTime())],
    ['cnt', String(count)],
    ['act', disposition],
    ['cat', finding.outcome],
    ['msg', reason.slice(0, most.text)],
    ...addressFields(address),
    ['requestMethod', request?.method.slice(0, most.text)],
    ['request', request?.path.slice(0, most.text)],
    ['requestClientApplication', request?.userAgent?.slice(0, most.text)],
    ['suid', request?.user?.id.slice(0, most.text)],
    ['suser', request?.user?.name?.slice(0, most.text)],
    ['deviceProcessName', finding.app.slice(0, most.text)],
    ['deviceExternalId', finding.instance.slice(0, 255)],
    ...labelled('cs1', 'environment', finding.environment),
    ...labelled('cs2', 'route', request?.route),
    ...labelled('cs3', 'input', `${input.path}: ${input.excerpt}`),
    ...labelled('cs4', 'call', span.excerpt),
    ...labelled('cs5', 'code', location && `${location.file}:${location.line}`),
    ...labelled('cs6', 'incident', incidentId),
    ...labelled('cn1', 'cwe', String(finding.cwe)),
    ...labelled('cn2', 'autonomous system', whereabouts.asn?.toString()),
    ...labelled('flexString1', 'country', whereabouts.country),
  ];
}

function addressFields(address: string): readonly (readonly [string, string])[] {
  if (isIPv4(address)) return [['src', address]];
  return isIPv6(address) ? labelled('c6a2', 'Source IPv6 Address', address) : [];
}

function labelled(
  key: string,
  label: string,
  value: string | undefined,
): readonly (readonly [string, string])[] {
  if (value === undefined || value === '') return [];
  return [
    [`${key}Label`, label],
    [key, value.slice(0, most.long)],
  ];
}

/** A header has no line breaks; a backslash and a pipe take a backslash before them. */
function headerField(text: string): string {
  return withoutControls(text.slice(0, most.name))
    .replaceAll(/[\\|]/g, '\\$&')
    .replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' ');
}

/** A value may have line breaks, written as `\n` and `\r`; a backslash and an equals sign are escaped. */
function extensionValue(text: string): string {
  return withoutControls(text)
    .replaceAll(/[\\=]/g, '\\$&')
    .replaceAll('\r', '\\r')
    .replaceAll(/[\n\u0085\u2028\u2029]/g, '\\n');
}

function withoutControls(text: string): string {
  return text.toWellFormed().replaceAll(/[^\P{Cc}\r\n\u0085]/gu, ' ');
}

/** PRINTUSASCII of RFC 5424 §6, never empty. */
function printable(text: Finding['instance'], length: number): string {
  return text.replaceAll(/[^!-~]/g, '_').slice(0, length) || '-';
}
