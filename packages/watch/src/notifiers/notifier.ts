import type * as z from 'zod';
import type { Alert } from './alert.ts';

/** A request that carries an alert to a service. Accepted when the status is 2xx. */
export interface HttpMessage {
  readonly via: 'http';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A letter, and the server that takes it. */
export interface MailMessage {
  readonly via: 'smtp';
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly security: 'tls' | 'starttls' | 'none';
    readonly user?: string | undefined;
    readonly password?: string | undefined;
  };
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
}

export type Message = HttpMessage | MailMessage;

/** How one service is spoken to: its settings, and the pure making of a message from an alert. */
export interface Notifier<Settings = never> {
  readonly kind: string;
  /** As people know it. */
  readonly title: string;
  /** Where the settings come from, in one or two sentences. */
  readonly hint: string;
  /** The published page that the message follows. */
  readonly docs: string;
  /**
   * Each setting has a title; `secret` marks what is stored encrypted and never given back, `place`
   * what says where secrets are sent.
   */
  readonly settings: z.ZodObject;
  /** Whether the service keeps something open that is closed when the incident is. */
  readonly closes: boolean;
  readonly message: (alert: Alert, settings: Settings, now: Date) => Message;
  /** How long the service asks to wait, where it says so in the body and not in `Retry-After`. */
  readonly waitSeconds?: (body: string) => number | undefined;
}

/** Checks a description against its own settings. */
export function defineNotifier<Schema extends z.ZodObject>(
  notifier: Omit<Notifier<z.output<Schema>>, 'settings'> & { readonly settings: Schema },
): Notifier {
  return notifier;
}

/** A JSON body, posted. */
export function jsonMessage(
  url: string,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpMessage {
  return {
    via: 'http',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}
