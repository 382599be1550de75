import type { CaseRequest } from '../detections/detection-case.ts';
import { createInputs } from './create-inputs.ts';
import type { Inputs } from './inputs.ts';

/** The inputs of a detection case's request, as if it had come over HTTP. */
export function inputsOf(request: CaseRequest): Inputs {
  const { path, params, query = {}, headers = {}, cookies, body, rawBody } = request;
  const search = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`),
  );
  const rawHeaders = Object.entries(headers).flat();
  if (cookies !== undefined) {
    const pairs = Object.entries(cookies).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    rawHeaders.push('cookie', pairs.join('; '));
  }
  return createInputs({
    version: 1,
    path,
    query: search.join('&'),
    rawHeaders,
    params: () => params,
    bodies: () => (body === undefined ? [] : [{ path: 'body', value: body }]),
    rawBody: () =>
      rawBody && {
        contentType: rawBody.contentType,
        chunks: [Buffer.from(rawBody.text)],
        truncated: false,
        isComplete: true,
      },
  });
}
