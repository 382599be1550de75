import { dispositions, outcomes, severities } from '@castellan/core';

export interface Field {
  readonly name: string;
  /** One line for the completion and the help. */
  readonly about: string;
  /** How a value is read: see `read-value.ts`. */
  readonly kind:
    | 'text'
    | 'contains'
    | 'choice'
    | 'severity'
    | 'route'
    | 'network'
    | 'country'
    | 'asn'
    | 'id'
    | 'time';
  /** A column of `events`, or a place in the finding. */
  readonly column: string | readonly string[];
  /** The hourly counts know it too. */
  readonly isInHours?: true;
  readonly values?: readonly string[];
}

/** Everything that a query can ask about: the one table for parser, compiler, completion and docs. */
export const fields: readonly Field[] = [
  {
    name: 'detection',
    about: 'What guard saw',
    kind: 'text',
    column: 'detection',
    isInHours: true,
  },
  {
    name: 'severity',
    about: 'How bad it is; takes >=, >, <, <=',
    kind: 'severity',
    column: 'severity',
    isInHours: true,
    values: severities,
  },
  {
    name: 'disposition',
    about: 'What was done about it',
    kind: 'choice',
    column: 'disposition',
    isInHours: true,
    values: dispositions,
  },
  {
    name: 'outcome',
    about: 'An attack, or a weakness of the code',
    kind: 'choice',
    column: 'outcome',
    values: outcomes,
  },
  { name: 'app', about: 'Name of the app', kind: 'text', column: 'app_id', isInHours: true },
  {
    name: 'environment',
    about: 'Such as production',
    kind: 'text',
    column: 'environment',
    isInHours: true,
  },
  {
    name: 'route',
    about: 'Pattern of the route, with or without its method',
    kind: 'route',
    column: 'route',
    isInHours: true,
  },
  {
    name: 'address',
    about: 'An address, or a network such as 203.0.113.0/24',
    kind: 'network',
    column: 'address',
  },
  {
    name: 'country',
    about: 'Country of the address, such as DE; * for any that is known',
    kind: 'country',
    column: 'country',
  },
  {
    name: 'asn',
    about: 'Autonomous system of the address, such as 24940',
    kind: 'asn',
    column: 'asn',
  },
  {
    name: 'user',
    about: 'Id of the user who was signed in',
    kind: 'text',
    column: 'user_id',
  },
  { name: 'method', about: 'Method of the request', kind: 'text', column: ['request', 'method'] },
  { name: 'path', about: 'Path of the request', kind: 'text', column: ['request', 'path'] },
  {
    name: 'agent',
    about: 'What the client calls itself; a part suffices',
    kind: 'contains',
    column: ['request', 'userAgent'],
  },
  {
    name: 'library',
    about: 'Package whose call was judged',
    kind: 'text',
    column: ['sink', 'library'],
  },
  { name: 'instance', about: 'Process that reported it', kind: 'text', column: 'instance' },
  { name: 'incident', about: 'Id of the incident', kind: 'id', column: 'incident_id' },
  { name: 'time', about: 'When it happened; takes >=, >, <, <=', kind: 'time', column: 'at' },
  { name: 'after', about: 'Since then: 2h, 7d, 2026-11-25', kind: 'time', column: 'at' },
  { name: 'before', about: 'Until then: 2h, 7d, 2026-11-25T12:00Z', kind: 'time', column: 'at' },
];

const byName: ReadonlyMap<string, Field> = new Map(fields.map((field) => [field.name, field]));

export function fieldNamed(name: string): Field | undefined {
  return byName.get(name);
}
