import { body, type TestRequest } from './case.ts';

/** One part of a form; with a file name it is a file. */
export interface Part {
  readonly name: string;
  readonly content: string;
  readonly fileName?: string;
}

const BOUNDARY = 'castellan-testbed-7f3a';

/** `multipart/form-data` (RFC 7578). */
export function multipart(path: string, parts: readonly Part[]): TestRequest {
  const text = parts.map(partText).join('') + `--${BOUNDARY}--\r\n`;
  return body(path, `multipart/form-data; boundary=${BOUNDARY}`, text);
}

function partText({ name, content, fileName }: Part): string {
  const file = fileName === undefined ? '' : `; filename="${fileName}"`;
  const type = fileName === undefined ? '' : 'Content-Type: text/plain\r\n';
  const head = `Content-Disposition: form-data; name="${name}"${file}\r\n${type}`;
  return `--${BOUNDARY}\r\n${head}\r\n${content}\r\n`;
}
