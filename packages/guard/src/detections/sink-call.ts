/** A call to a dangerous API, reduced to what its detection needs. */
export type SinkCall = SqlCall | ShellCall | ProgramCall | PathCall | ConnectCall | CodeCall;

export type SqlDialect = 'postgresql' | 'mysql' | 'sqlite' | 'mssql';

/** Settings of a database that move the bounds of strings; undefined: as it comes. */
export interface SqlSettings {
  /** MySQL only: true when `"` quotes an identifier (sql_mode ANSI_QUOTES). */
  readonly ansiQuotes?: boolean;
  /** MySQL only: true when backslash is an ordinary character (NO_BACKSLASH_ESCAPES). */
  readonly noBackslashEscapes?: boolean;
  /** PostgreSQL only: true when backslash escapes in plain strings (standard_conforming_strings off). */
  readonly nonstandardStrings?: boolean;
}

/** A statement text on its way to a database. Bound parameters are not part of it. */
export interface SqlCall extends SqlSettings {
  readonly kind: 'sql';
  readonly text: string;
  readonly dialect: SqlDialect;
  /** True when the statement goes on beyond `text`, unread. */
  readonly isCutOff?: boolean;
  /** The settings that may be in force instead, where that is not known: the text is read both ways. */
  readonly alsoAs?: SqlSettings;
}

/** A command line on its way to a shell. */
export interface ShellCall {
  readonly kind: 'shell';
  readonly text: string;
  readonly shell: 'posix' | 'cmd' | 'powershell';
}

/** A program on its way to be started without a shell. */
export interface ProgramCall {
  readonly kind: 'program';
  /** File name or path of the program as given. */
  readonly file: string;
  /** Arguments, without the program's own name. */
  readonly args: readonly string[];
}

/** A file path on its way to the file system, or to the module loader. */
export interface PathCall {
  readonly kind: 'path';
  /** As the app gave it: may be relative, hold `..`, or be a `file:` URL's text. */
  readonly path: string;
  readonly operation: 'read' | 'write' | 'delete' | 'list' | 'execute';
  /** Working directory that a relative path is resolved against. */
  readonly cwd: string;
  /**
   * The arguments, from the last absolute static one on, of the `path.join`, `path.resolve` or
   * `path.normalize` call that made `path`, where the hook saw one of them hold `..`.
   */
  readonly joined?: readonly string[];
}

/** An outbound connection about to be made, judged at connect time. */
export interface ConnectCall {
  readonly kind: 'connect';
  /** Host name or address literal as the app asked for it, without brackets. */
  readonly host: string;
  readonly port: number;
  /** The address that the connection will really use, once known (rebinding- and redirect-safe). */
  readonly address?: string;
  /** The URL that the app asked for, where the client shows it. */
  readonly url?: string;
  /** Hosts that the request led to by redirects, first to last, each with the host it came from. */
  readonly redirectedFrom?: readonly string[];
  /** The port on which the request came in, when the connection leads back there: no attack. */
  readonly ownPorts?: readonly number[];
}

/** Source text on its way to be run as JavaScript. */
export interface CodeCall {
  readonly kind: 'code';
  readonly source: string;
  /**
   * `script`: eval, vm, the body of `Function`. `parameters`: a parameter list of `Function`.
   * `module`: a `data:` URL's text. `template`: text of which only what stands in `tags` is code.
   */
  readonly form: 'script' | 'parameters' | 'module' | 'template';
  /** What begins and ends code in a template, e.g. `<%` and `%>`. */
  readonly tags?: readonly [open: string, close: string];
}
