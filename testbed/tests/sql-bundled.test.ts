import { before, describe } from 'node:test';
import { sqlCases } from '../cases/sql.ts';
import { testApp } from '../harness/test-app.ts';
import { buildBundle } from '../harness/variants.ts';

/**
 * Query builders and mappers in one minified file. The driver is in there too, judged at the socket,
 * unless they load it by a name that the bundler cannot see: then it is judged at its functions.
 */
const apps = [
  'sql/knex',
  'sql/knex-mysql2',
  'sql/kysely',
  'sql/sequelize',
  'sql/typeorm',
  'sql/drizzle',
  'sql/prisma',
];

for (const cases of sqlCases.filter(({ app }) => apps.includes(app)))
  describe(`${cases.app}, bundled and minified`, () => {
    before(() => buildBundle(cases.app));
    testApp(cases, ['bundle']);
  });
