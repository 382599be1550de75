import { randomUUID } from 'node:crypto';
import type { Prober } from '../prober.ts';

/** What users do not set of themselves, by names without case and `_`: rights, standing, owners, money, times. */
const guarded = new RegExp(
  [
    'roles?|(?:is)?(?:super)?admin(?:istrator)?|is(?:staff|superuser|root|moderator)|superuser|staff',
    'permissions|privileges|scopes|(?:access|clearance)level',
    '(?:is|email|phone|mail)?(?:verified|confirmed|approved)(?:at)?|(?:is)?paid(?:at)?|(?:is)?(?:banned|blocked|locked)',
    '(?:owner|user|account|tenant|org|organi[sz]ation|company|customer|author|creator)id|owner|tenant|createdby(?:id)?|author',
    'balance|credits?|points|price|discount',
    'created(?:at|on)?|createddate|datecreated|id|uuid',
  ]
    .map((names) => `(?:${names})`)
    .join('|'),
);
const whole = new RegExp(`^(?:${guarded.source})$`);

/** True for a field that an app sets by itself. */
export function isGuarded(name: string): boolean {
  return whole.test(name.replaceAll(/[_-]/g, '').toLowerCase());
}

/** True for what names an object: only a new one is given another. */
export function isIdentity(name: string): boolean {
  return /^_?(?:id|uuid)$/i.test(name);
}

const isoDate = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const anotherTime = '2001-02-03T04:05:06.000Z';
const anotherNumber = 900_001;

/** Another value of the same kind that means nothing, or the other one of two; undefined where none is known. */
export function anotherValue(name: string, value: unknown, prober: Prober): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number')
    return value > 1e11
      ? Date.parse(anotherTime)
      : value === anotherNumber
        ? value + 1
        : anotherNumber;
  if (typeof value === 'string') {
    if (isoDate.test(value)) return anotherTime;
    if (uuid.test(value)) return randomUUID();
    return value.includes('@') ? `${prober.canary()}@castellan.example` : prober.canary();
  }
  if (value === null) return /(?:At|_at|_on)$/.test(name) ? anotherTime : prober.canary();
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return [...value, prober.canary()];
  return undefined;
}
