import { webCases } from '../cases/web.ts';
import { testApp } from '../harness/test-app.ts';

for (const cases of webCases) testApp(cases);
