import { canonicalAddress, nearest, parseAddress, parseNetwork, severities } from '@castellan/core';
import { storableText } from '../../store/storable.ts';
import type { Condition, Pattern } from './condition.ts';
import type { Field } from './fields.ts';
import { QueryError, type Token } from './tokenize.ts';

export const maxWildcards = 8;
const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const maxAgoMs = 3_650 * unitMs.d;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const moment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z?)?$/;

/** Cuts a word at its wildcards. In quotation marks a star is a star. */
export function patternOf({ kind, text, start, end }: Token): Pattern {
  const pieces = kind === 'quoted' ? [text] : text.split('*');
  if (pieces.length - 1 > maxWildcards) {
    throw new QueryError(`A value has at most ${maxWildcards} wildcards.`, start, end);
  }
  return pieces.map(storableText);
}

/** What `field:value` asks for. */
export function readValue(field: Field, value: Token, now: number): Condition {
  const { comparison, rest } = split(value);
  const isOrdered = field.kind === 'severity' || field.name === 'time';
  if (comparison !== '' && !isOrdered) {
    const message = `${field.name} takes no comparison; severity and time do.`;
    throw new QueryError(message, value.start, value.start + comparison.length);
  }
  if (rest.text === '')
    throw new QueryError(`${field.name} lacks its value.`, value.start, value.end);
  switch (field.kind) {
    case 'severity':
      return { kind: 'among', field, values: severitiesFrom(choiceOf(field, rest), comparison) };
    case 'choice':
      return { kind: 'among', field, values: [choiceOf(field, rest)] };
    case 'time':
      return timeCondition(field, comparison, rest, now);
    case 'network':
      return networkCondition(field, rest);
    case 'country':
      return formed(field, rest, /^[a-z]{2}$/i, 'A country is two letters, such as DE.');
    case 'asn':
      return formed(
        field,
        rest,
        /^(?:AS)?\d{1,10}$/i,
        'An autonomous system is a number, such as 24940.',
      );
    case 'id':
      if (uuid.test(rest.text)) return { kind: 'among', field, values: [rest.text.toLowerCase()] };
      throw new QueryError('An incident is named by its id.', rest.start, rest.end);
    case 'route':
      return routeCondition(field, patternOf(rest));
    case 'contains':
      return { kind: 'contains', field, pattern: patternOf(rest) };
    case 'text':
      return textCondition(field, patternOf(rest));
  }
}

function split(value: Token): { comparison: string; rest: Token } {
  const comparison = value.kind === 'quoted' ? '' : (/^[<>]=?/.exec(value.text)?.[0] ?? '');
  const text = value.text.slice(comparison.length);
  return { comparison, rest: { ...value, text, start: value.start + comparison.length } };
}

function textCondition(field: Field, pattern: Pattern): Condition {
  return pattern.length === 1
    ? { kind: 'among', field, values: pattern }
    : { kind: 'like', field, patterns: [pattern] };
}

/** Stored with its method before it; who names none means each. */
function routeCondition(field: Field, pattern: Pattern): Condition {
  const [first = '', ...others] = pattern;
  if (first.includes(' ')) return textCondition(field, pattern);
  const withMethod = ['', ` ${first}`, ...others];
  return { kind: 'like', field, patterns: [pattern, withMethod] };
}

function choiceOf(field: Field, { text, start, end }: Token): string {
  const values = field.values ?? [];
  if (values.includes(text)) return text;
  const meant = nearest(text, values);
  const hint =
    meant === undefined ? `It is one of ${values.join(', ')}.` : `Did you mean ${meant}?`;
  throw new QueryError(`${field.name} is never “${text.slice(0, 40)}”. ${hint}`, start, end);
}

/** Severities stand from worst to mildest. */
function severitiesFrom(value: string, comparison: string): readonly string[] {
  const at = (severities as readonly string[]).indexOf(value);
  if (comparison === '>=') return severities.slice(0, at + 1);
  if (comparison === '>') return severities.slice(0, at);
  if (comparison === '<=') return severities.slice(at);
  if (comparison === '<') return severities.slice(at + 1);
  return [value];
}

/** One value of a fixed form, or a star for any. */
function formed(
  field: Field,
  { text, start, end }: Token,
  form: RegExp,
  problem: string,
): Condition {
  if (text === '*') return { kind: 'like', field, patterns: [['', '']] };
  if (!form.test(text)) throw new QueryError(problem, start, end);
  const value = text.toUpperCase();
  return { kind: 'among', field, values: [field.kind === 'asn' ? value.replace('AS', '') : value] };
}

function networkCondition(field: Field, { text, start, end }: Token): Condition {
  if (text === '*') return { kind: 'like', field, patterns: [['', '']] };
  const network = parseNetwork(text);
  if (network === undefined) {
    throw new QueryError(
      'That is neither an address nor a network such as 203.0.113.0/24.',
      start,
      end,
    );
  }
  const address = canonicalAddress(network.address);
  return text.includes('/') && network.bits < network.address.length * 8
    ? { kind: 'network', network: `${address}/${network.bits}` }
    : {
        kind: 'among',
        field,
        values: [canonicalAddress(parseAddress(address) ?? network.address)],
      };
}

function timeCondition(field: Field, comparison: string, value: Token, now: number): Condition {
  const [time, lengthMs] = timeOf(value, now);
  const at = (ms: number): Date => new Date(ms);
  if (field.name === 'after' || comparison === '>=') return { kind: 'since', at: at(time) };
  if (field.name === 'before' || comparison === '<') return { kind: 'until', at: at(time) };
  if (comparison === '>') return { kind: 'since', at: at(time + lengthMs) };
  if (comparison === '<=') return { kind: 'until', at: at(time + lengthMs) };
  const of = [
    { kind: 'since', at: at(time) },
    { kind: 'until', at: at(time + lengthMs) },
  ] as const;
  return { kind: 'all', of };
}

/** Where it begins and how long it lasts: a date is a day, a time its minute, `2h` a moment. */
function timeOf({ text, start, end }: Token, now: number): readonly [number, number] {
  const ago = /^(\d{1,6})([mhdw])$/.exec(text);
  if (ago !== null) {
    const ms = Number(ago[1]) * unitMs[ago[2] as keyof typeof unitMs];
    if (ms <= maxAgoMs) return [now - ms, 1];
    throw new QueryError('That is more than ten years ago.', start, end);
  }
  const time = moment.test(text)
    ? Date.parse(text.endsWith('Z') || !text.includes('T') ? text : `${text}Z`)
    : NaN;
  if (Number.isNaN(time)) {
    throw new QueryError(
      'A time reads like 30m, 2h, 7d, 2026-11-25 or 2026-11-25T12:00Z.',
      start,
      end,
    );
  }
  if (!text.includes('T')) return [time, unitMs.d];
  return [time, /:\d{2}:\d{2}/.test(text) ? 1_000 : unitMs.m];
}
