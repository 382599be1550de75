import { fileCases } from '../cases/files.ts';
import { testApp } from '../harness/test-app.ts';

for (const cases of fileCases) testApp(cases);
