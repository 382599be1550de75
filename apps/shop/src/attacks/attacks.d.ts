/** One request as data. `path` is sent as it stands; exactly one of the bodies, or none. */
export interface AttackRequest {
  readonly method?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  readonly multipart?: {
    readonly field: string;
    readonly filename: string;
    readonly content: string;
  };
}

/** An exploit: breached when `proof` stands in the answer to `then`, or to `request` without one. */
export interface Exploit {
  readonly id: string;
  readonly title: string;
  /** Where the untrusted value stands, e.g. `query` or `file name`. */
  readonly carrier: string;
  /** How it works, in a sentence or two. */
  readonly idea: string;
  readonly request: AttackRequest;
  readonly then?: AttackRequest;
  readonly proof: { readonly contains: string };
}

/** A look-alike: passes when the answer has the status, and the text if one is named. */
export interface BenignRequest {
  readonly id: string;
  readonly title: string;
  readonly request: AttackRequest;
  readonly expect: { readonly status: number; readonly contains?: string };
}

export interface AttackClass {
  /** The detection that stops it, e.g. `sql-injection`. */
  readonly detection: string;
  readonly title: string;
  readonly cwe: number;
  readonly exploits: readonly Exploit[];
  readonly benign: readonly BenignRequest[];
}

export interface HttpRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export const classes: readonly string[];
export function readAttacks(adminPort: number): Promise<AttackClass[]>;
export function toHttp(request: AttackRequest): HttpRequest;
