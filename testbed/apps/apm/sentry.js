// Sentry's Node SDK as its documentation starts it, with a transport that sends nothing.
import * as Sentry from '@sentry/node';
import { tellSpans } from './tell-spans.js';

let spans = [];
let errors = [];
const client = Sentry.init({
  dsn: 'https://public@127.0.0.1/1',
  tracesSampleRate: 1,
  transport: () => ({ send: async () => ({}), flush: async () => true }),
  beforeSend(event) {
    errors.push(event.exception?.values?.at(-1)?.type);
    return null;
  },
});
client.on('spanEnd', (span) => spans.push(Sentry.spanToJSON(span)));

tellSpans(() => {
  const named = new Map(spans.map((span) => [span.span_id, span.name]));
  const told = spans.map(({ name, parent_span_id: parent, status, attributes }) => ({
    name: `${attributes['sentry.op']} ${name}`,
    parent: named.get(parent) ?? null,
    status,
    httpStatus: attributes['http.response.status_code'],
  }));
  told.push(...errors.map((name) => ({ name, parent: null, status: 'reported' })));
  [spans, errors] = [[], []];
  return told;
});
