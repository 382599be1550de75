import type { ControlId } from '../controls/controls.ts';
import type { PracticeId } from '../handbook/practice-ids.ts';

/** The ways in which a call can do harm. */
export const sinkKinds = ['sql', 'shell', 'program', 'path', 'connect', 'code'] as const;
export type SinkKind = (typeof sinkKinds)[number];

/** What is at stake at one kind of sink, whatever the library. */
export interface SinkKindFacts {
  readonly title: string;
  /** CWE number of the weakness that untrusted data there amounts to. */
  readonly cwe: number;
  /** Ids of the detections that judge it. */
  readonly detections: readonly string[];
  readonly practices: readonly PracticeId[];
  readonly controls: readonly ControlId[];
}

/** Facts about each kind of sink; the libraries that lead there are in `sinkTable`. */
export const sinkKindFacts: Readonly<Record<SinkKind, SinkKindFacts>> = {
  sql: {
    title: 'A statement sent to a database',
    cwe: 89,
    detections: ['sql-injection'],
    practices: ['C3', 'P1'],
    controls: ['asvs5:1.2.4'],
  },
  shell: {
    title: 'A command line run by a shell',
    cwe: 78,
    detections: ['command-injection', 'argument-injection'],
    practices: ['C4', 'P1'],
    controls: ['asvs5:1.2.5'],
  },
  program: {
    title: 'A program started without a shell',
    cwe: 88,
    detections: ['command-injection', 'argument-injection'],
    practices: ['C4', 'P1'],
    controls: ['asvs5:1.2.5'],
  },
  path: {
    title: 'A path opened, changed or loaded',
    cwe: 22,
    detections: ['path-traversal'],
    practices: ['C4', 'P1'],
    controls: ['asvs5:5.3.2'],
  },
  connect: {
    title: 'A connection that the server opens',
    cwe: 918,
    detections: ['ssrf'],
    practices: ['C3', 'P1'],
    controls: ['asvs5:1.3.6', 'asvs5:13.2.4'],
  },
  code: {
    title: 'Text run as JavaScript',
    cwe: 95,
    detections: ['code-injection'],
    practices: ['C3', 'C4', 'P1'],
    controls: ['asvs5:1.3.2'],
  },
};
