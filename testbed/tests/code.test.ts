import { codeCases } from '../cases/code.ts';
import { testApp } from '../harness/test-app.ts';

for (const cases of codeCases) testApp(cases);
