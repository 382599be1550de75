import { processCases } from '../cases/process.ts';
import { testApp } from '../harness/test-app.ts';

for (const cases of processCases) testApp(cases);
