import { bench, group, run } from 'mitata';
import { inputsOf } from '../../context/case-inputs.ts';
import type { CaseRequest } from '../detection-case.ts';
import type { PathCall } from '../sink-call.ts';
import { detection } from './detector.ts';

const calling = (path: string): PathCall => ({
  kind: 'path',
  path,
  operation: 'read',
  cwd: '/srv/app',
});

function measure(name: string, path: string, request: CaseRequest): void {
  const inputs = inputsOf(request);
  const call = calling(path);
  bench(name, () => detection.inspect(call, inputs));
}

group('everyday', () => {
  measure('static asset', '/srv/app/public/assets/app.js', { path: '/assets/app.js' });
  measure('static template with dots', '/srv/app/src/../views/a.html', { query: { q: 'a b' } });
  const body = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`k${at}`, `v ${at}.x`]));
  measure('500 values', '/srv/app/public/assets/app.js', { body });
});

group('hostile', () => {
  const climb = '../'.repeat(10_000);
  measure('30 KB climb, concatenated', `/srv/files/${climb}x`, { body: { f: `${climb}x` } });
  measure('30 KB climb, elsewhere', '/srv/files/x', { body: { f: `${climb}x` } });
  const many = Array.from({ length: 1000 }, (_, at) => `../${at}/..`);
  measure('1,000 climbing values', '/srv/files/a/b/c', { body: many });
  measure('30 KB of encoded dots', '/srv/files/x', { body: { f: '%252e'.repeat(6_000) } });
});

await run();
