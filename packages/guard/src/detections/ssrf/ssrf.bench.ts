import { bench, group, run } from 'mitata';
import { inputsOf } from '../../context/case-inputs.ts';
import type { CaseRequest } from '../detection-case.ts';
import { fetching } from './cases/build.ts';
import { detection } from './detector.ts';

function measure(name: string, url: string, address: string, request: CaseRequest): void {
  const inputs = inputsOf(request);
  const call = { kind: 'connect', ...fetching(url, address) } as const;
  bench(name, () => detection.inspect(call, inputs));
}

group('everyday', () => {
  const request = { query: { q: 'https://example.com/' }, headers: { host: 'shop.example' } };
  measure('public host', 'https://api.example/x', '93.184.216.34', request);
  measure('inner host', 'http://search.internal/x', '10.0.0.5', request);
});

group('hostile', () => {
  const many = Array.from({ length: 1000 }, (_, at) => `http://10.0.${at % 256}.7/`);
  measure('1,000 URLs', 'http://search.internal/x', '10.0.0.5', { body: many });
  const slashes = { body: { a: 'http://'.repeat(10_000), b: '@:'.repeat(30_000) } };
  measure('130 KB of authorities', 'http://search.internal/x', '10.0.0.5', slashes);
});

await run();
