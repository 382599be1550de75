import type { CaseRequest } from './detection-case.ts';

/** A form as it came, for apps that parse it themselves. */
export function form(text: string): CaseRequest {
  return { rawBody: { contentType: 'application/x-www-form-urlencoded', text } };
}

/** A body that an app reads as text. */
export function text(content: string, contentType = 'text/plain'): CaseRequest {
  return { rawBody: { contentType, text: content } };
}

export function xml(document: string): CaseRequest {
  return text(document, 'application/xml');
}

interface Part {
  readonly name?: string;
  readonly fileName?: string;
  readonly content?: string;
}

/** A multipart body with one file (RFC 7578). */
export function upload({
  name = 'file',
  fileName = 'a.txt',
  content = 'hello',
}: Part): CaseRequest {
  const head = `Content-Disposition: form-data; name="${name}"; filename="${fileName}"`;
  return text(
    `--cut\r\n${head}\r\n\r\n${content}\r\n--cut--\r\n`,
    'multipart/form-data; boundary=cut',
  );
}

/** A bearer token that holds `claims`, signed by nobody (RFC 7519). */
export function bearer(claims: unknown): CaseRequest {
  const parts = [{ alg: 'none' }, claims].map((part) =>
    toBase64(JSON.stringify(part), 'base64url'),
  );
  return { headers: { authorization: `Bearer ${parts.join('.')}.c2ln` } };
}

export function toBase64(value: string, encoding: 'base64' | 'base64url' = 'base64'): string {
  return Buffer.from(value).toString(encoding);
}

export function toHex(value: string): string {
  return Buffer.from(value).toString('hex');
}
