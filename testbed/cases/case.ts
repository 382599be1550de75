import type { ServerVariable } from '../servers/server-table.ts';

/** What a case sends. */
export interface TestRequest {
  readonly method?: 'GET' | 'POST';
  /** Path and query, ready to be sent: already percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** A body that is sent in pieces, without a length (HTTP/1: `transfer-encoding: chunked`). */
  readonly chunks?: readonly (string | Buffer)[];
  /** Asks to leave HTTP: the answer is then what comes back on the bare connection. */
  readonly upgrade?: true;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What guard's log must say of an attack, in the words that people look for. */
export interface ExpectedFinding {
  /** Path of the input: `query.name`. */
  readonly input: string;
  /** The matched route's pattern: `/users/:id`. */
  readonly route?: string;
  readonly detection?: string;
}

/** An attack: `works` proves, from the answer of the unguarded app, that it did its harm. */
export interface AttackCase {
  readonly title: string;
  readonly request: TestRequest;
  works(answer: Answer): boolean;
  readonly finding?: ExpectedFinding;
}

/** A request of an honest user: `expected` proves, unguarded and guarded, that the app did its work. */
export interface BenignCase {
  readonly title: string;
  readonly request: TestRequest;
  expected(answer: Answer): boolean;
}

/** One app and everything that is sent to it. */
export interface AppCases {
  /** Path of the app's file under `apps/`, without `.js`. */
  readonly app: string;
  /** Settings that `startServers` must have given. */
  readonly needs?: ServerVariable;
  /** A native package that must load; the app then runs under the Node.js that it was compiled for. */
  readonly native?: string;
  /** The lowest Node.js major that has what the app uses. */
  readonly minimumNode?: number;
  /** The lowest major in which guard covers what the app imports; below it only CommonJS is tested. */
  readonly coversEsmFrom?: number;
  /** The lowest major in which findings tell input and route of an app that imports its framework. */
  readonly tellsEsmFrom?: number;
  /** Settings of the app's process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly attacks: readonly AttackCase[];
  readonly benign: readonly BenignCase[];
}

/** `application/json`. */
export function json(path: string, value: unknown): TestRequest {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  };
}

/** `application/x-www-form-urlencoded`. */
export function form(path: string, fields: Readonly<Record<string, string>>): TestRequest {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}

/** A body of any type. */
export function body(path: string, type: string, content: string | Buffer): TestRequest {
  return { method: 'POST', path, headers: { 'content-type': type }, body: content };
}

/** `GET path?name=value&…`. */
export function query(path: string, fields: Readonly<Record<string, string>>): TestRequest {
  const pairs = Object.entries(fields).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return { path: `${path}?${pairs.join('&')}` };
}

export const answered =
  (...parts: readonly string[]) =>
  ({ status, text }: Answer): boolean =>
    status === 200 && parts.every((part) => text.includes(part));
