import { sqlCases } from '../cases/sql.ts';
import { testApp } from '../harness/test-app.ts';

for (const cases of sqlCases) testApp(cases);
