import type * as z from 'zod';
import type { ExportedEvent } from '../exports/export-format.ts';
import type { ExportedNote } from '../exports/exported-note.ts';
import type { LineServer } from '../outbound/send-lines.ts';

/** One thing on its way out. */
export type Forwarded =
  | { readonly source: 'event'; readonly event: ExportedEvent }
  | { readonly source: 'incident' | 'audit' | 'test'; readonly note: ExportedNote };

/** What became of a batch that the receiver answered. */
export type BatchVerdict =
  | { readonly isTaken: true; readonly refused: number; readonly problem?: string }
  | { readonly isTaken: false; readonly problem: string };

export interface HttpParcel {
  readonly via: 'http';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Reads what the receiver says of each part; a status of 2xx is enough where there is none. */
  readonly judge?: (answer: string) => BatchVerdict;
}

interface SyslogParcel {
  readonly via: 'syslog';
  readonly server: LineServer;
  /** Messages without framing. */
  readonly lines: readonly string[];
}

export type Parcel = HttpParcel | SyslogParcel;

/** How one kind of receiver is spoken to: its settings, and the pure packing of a batch. */
export interface ForwardKind<Settings = never> {
  readonly kind: string;
  readonly title: string;
  readonly hint: string;
  /** The published page that it follows. */
  readonly docs: string;
  /** As those of a notifier: `secret` is stored encrypted, `place` says where secrets are sent. */
  readonly settings: z.ZodObject;
  readonly pack: (batch: readonly Forwarded[], settings: Settings) => Parcel;
}

/** Checks a description against its own settings. */
export function defineForwardKind<Schema extends z.ZodObject>(
  kind: Omit<ForwardKind<z.output<Schema>>, 'settings'> & { readonly settings: Schema },
): ForwardKind {
  return kind;
}
