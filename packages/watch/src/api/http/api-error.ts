/** Every way in which the API refuses, with its status. `{ "error": { "code", "message" } }`. */
export const apiErrors = {
  bad_request: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  code_needed: 401,
  token_not_valid: 401,
  not_allowed: 403,
  second_factor_needed: 403,
  wrong_origin: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  wrong_host: 421,
  too_many: 429,
  internal: 500,
  busy: 503,
} as const;
export type ApiErrorCode = keyof typeof apiErrors;

/** A refusal that the asker is told, in words that help. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly retryAfterSeconds: number | undefined;
  /** Where in the asker's query it is wrong (UTF-16 offsets). */
  readonly place: { readonly start: number; readonly end: number } | undefined;

  constructor(
    code: ApiErrorCode,
    message: string,
    retryAfterSeconds?: number,
    place?: { readonly start: number; readonly end: number },
  ) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.place = place;
  }

  toResponse(): Response {
    const headers =
      this.retryAfterSeconds === undefined
        ? undefined
        : { 'retry-after': String(this.retryAfterSeconds) };
    const place = this.place && { start: this.place.start, end: this.place.end };
    const body = { error: { code: this.code, message: this.message, ...place } };
    return Response.json(body, { status: apiErrors[this.code], ...(headers && { headers }) });
  }
}
