import { randomUUID } from 'node:crypto';
import type { Finding } from '@castellan/core';
import type { IngestScope } from '../people/tokens.ts';
import { drillSeverity } from './drill-facts.ts';

/** What guard would report, made by watch: for apps to which no request can be sent from here. */
export function madeUpFinding(mark: string, { app, environment }: IngestScope): Finding {
  const value = "' or '1'='1";
  const text = `select id from drills where mark = '${value}'`;
  const start = text.indexOf(value);
  return {
    version: 1,
    id: randomUUID(),
    time: new Date().toISOString(),
    app,
    environment,
    instance: 'castellan watch',
    detection: 'sql-injection',
    outcome: 'attack',
    confidence: 'certain',
    severity: drillSeverity,
    disposition: 'logged',
    mode: 'monitor',
    cwe: 89,
    practices: ['C3', 'P1'],
    controls: ['asvs5:1.2.4'],
    reason: 'Watch made this event for a drill: no request was sent, and nobody attacks.',
    input: { path: 'drill', excerpt: value, transformations: [] },
    sink: { library: 'castellan', api: 'drill', kind: 'sql' },
    span: { excerpt: text, start, end: start + value.length },
    stack: [],
    advice: 'Nothing is to be done: this is a drill.',
    count: 1,
    drill: mark,
  };
}
