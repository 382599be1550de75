/** A value that a framework or protocol parsed, and the path it is reported under. */
export interface CarriedValue {
  /** Such as `body`, `graphql.variables`, `message`. */
  readonly path: string;
  readonly value: unknown;
}

/** A body's bytes as they came, for apps that read the body themselves. */
export interface RawBodyView {
  readonly contentType: string | undefined;
  readonly contentEncoding?: string | undefined;
  /** May grow while the request is served. */
  readonly chunks: readonly Uint8Array[];
  /** True when some of the body was not kept. */
  readonly truncated: boolean;
  /** True when it may be text that was not kept, even where the body is mostly files. */
  readonly hidesText?: boolean;
  /** True once the last chunk has come; unknown where missing. */
  readonly isComplete?: boolean;
}

/**
 * What a source knows of one request, by reference; nothing is read before a sink asks.
 * A source adds one to `version` whenever a carrier became available or was replaced.
 */
export interface RequestMaterial {
  readonly version: number;
  /** The URL's path as sent, without query. */
  readonly path: string | undefined;
  /** The URL's query as sent, with or without its leading `?`. */
  readonly query: string | undefined;
  /** Names and values in turn, as `IncomingMessage.rawHeaders`. */
  readonly rawHeaders: readonly string[];
  /** The route's parameters, once the request was routed. */
  params(): unknown;
  bodies(): readonly CarriedValue[];
  /** Read only while `bodies()` holds nothing, or when it is multipart. */
  rawBody(): RawBodyView | undefined;
}
