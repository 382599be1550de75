import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../attacks/', import.meta.url));

/** The classes in the order in which they are shown; each has a file of its own. */
export const classes = Object.freeze([
  'sql-injection',
  'command-injection',
  'argument-injection',
  'path-traversal',
  'ssrf',
  'code-injection',
]);

/** Reads every class's exploits and benign look-alikes, with the shop's ports filled in. */
export async function readAttacks(adminPort) {
  return Promise.all(
    classes.map(async (name) => {
      const text = await readFile(path.join(folder, `${name}.json`), 'utf8');
      return JSON.parse(text.replaceAll('{adminPort}', String(adminPort)));
    }),
  );
}

/** Turns a request's description into what goes over the wire. */
export function toHttp(request) {
  const query = new URLSearchParams(
    Object.entries(request.query ?? {}).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, one]),
    ),
  ).toString();
  const cookie = Object.entries(request.cookies ?? {})
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
  const { type, body } = bodyOf(request);
  return {
    method: request.method ?? (body === undefined ? 'GET' : 'POST'),
    target: query === '' ? request.path : `${request.path}?${query}`,
    headers: {
      accept: 'application/json',
      ...(type && { 'content-type': type }),
      ...(cookie && { cookie }),
      ...request.headers,
    },
    body,
  };
}

function bodyOf({ json, form, multipart }) {
  if (json) return { type: 'application/json', body: JSON.stringify(json) };
  if (form) {
    const pairs = Object.entries(form).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, one]),
    );
    const body = new URLSearchParams(pairs).toString();
    return { type: 'application/x-www-form-urlencoded', body };
  }
  if (!multipart) return {};
  const boundary = 'gatehouse-boundary';
  const filename = multipart.filename.replaceAll('"', '%22');
  const body = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${multipart.field}"; filename="${filename}"`,
    'Content-Type: text/plain',
    '',
    multipart.content,
    `--${boundary}--`,
    '',
  ].join('\r\n');
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}
