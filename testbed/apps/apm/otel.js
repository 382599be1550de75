// OpenTelemetry as its documentation starts it, with an exporter that keeps the spans in memory.
import { register } from 'node:module';
import { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { tellSpans } from './tell-spans.js';

if (process.env.TESTBED_ESM === '1') {
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
}
const exporter = new InMemorySpanExporter();
new NodeSDK({
  serviceName: 'testbed',
  spanProcessors: [new SimpleSpanProcessor(exporter)],
  metricReaders: [],
  instrumentations: [getNodeAutoInstrumentations()],
}).start();

tellSpans(() => {
  const spans = exporter.getFinishedSpans();
  const named = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  exporter.reset();
  return spans.map((span) => ({
    name: span.name,
    parent: named.get(span.parentSpanContext?.spanId) ?? null,
    status: span.status.code === 2 ? 'error' : 'ok',
    httpStatus: span.attributes['http.status_code'] ?? span.attributes['http.response.status_code'],
    events: span.events.map(({ name, attributes }) => `${name} ${attributes?.['exception.type']}`),
  }));
});
