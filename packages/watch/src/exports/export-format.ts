import type { Finding } from '@castellan/core';
import type { Whereabouts } from '../gazetteer/gazetteer.ts';

/** A stored finding as it leaves watch. All of it is text that attackers may have written. */
export interface ExportedEvent {
  /** Receivers tell by it what they have had already. */
  readonly id: string;
  readonly at: Date;
  readonly receivedAt: Date;
  readonly incidentId: string;
  readonly appId: string;
  /** As it was known when the event came in. */
  readonly whereabouts: Whereabouts;
  readonly finding: Finding;
}

/** One way to write events down. Pure: the same event gives the same text. */
export interface ExportFormat {
  readonly kind: string;
  /** As people know it. */
  readonly title: string;
  /** The published page that it follows. */
  readonly docs: string;
  readonly mediaType: string;
  readonly extension: string;
  /** What stands before the first event. */
  readonly head?: string;
  /** One event with the end of its line. */
  readonly write: (event: ExportedEvent) => string;
  /** The last line of a file that holds less than was asked for; readers of the form take it too. */
  readonly cut: (message: string, at: Date) => string;
}

/** JSON on one line, which also readers take that refuse halves of surrogate pairs. */
export function jsonLine(value: unknown): string {
  return `${jsonText(value)}\n`;
}

/** The same without the end of its line. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed() : part,
  );
}
