// Lets `castellan attack` loose at one app of each framework and database, vulnerable and mended, and
// counts what it finds. Called by `node bench/attack/run.ts`, whose `--help` tells the options.
import { parseArgs } from 'node:util';
import './install.ts';
import { attackApp, holesOfApp } from './harness/attack-run.ts';
import { type Pair, table } from './harness/attack-table.ts';

const usage = `Usage: node bench/attack/run.ts [--only NAME]

Starts PostgreSQL and MariaDB, attacks the apps of testbed/apps/attack by the built command, and prints
what was found of the vulnerable form, what was told of the mended one, requests and seconds. Ends in 1
when a mended app is accused.

  --only NAME   one framework (koa3) or database (prisma)

Example: npm run build && node bench/attack/run.ts > bench/results/attack.txt
`;

/** Frameworks have the whole app; databases beyond the first two its statements alone. */
const apps: readonly (readonly [framework: string, database: string, flags?: readonly string[]])[] =
  [
    ['express4', 'mysql2'],
    ['express5', 'pg'],
    ['fastify5', 'mysql2'],
    ['koa3', 'pg'],
    ['hono', 'mysql2'],
    ['http', 'pg'],
    ...['knex', 'sequelize', 'drizzle', 'typeorm', 'prisma'].map(
      (database) => ['express5', database, ['--route', '/sql']] as const,
    ),
  ];

const { values } = parseArgs({
  options: { only: { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (values.help) process.stdout.write(usage);
else {
  const { startServers } = await import('./servers/start-servers.ts');
  const servers = await startServers();
  Object.assign(process.env, servers.env);
  const pairs: Pair[] = [];
  try {
    for (const [framework, database, flags = []] of apps) {
      if (values.only !== undefined && ![framework, database].includes(values.only)) continue;
      const name = `${framework}, ${database}`;
      process.stderr.write(`attack: ${name}\n`);
      const bad = await attackApp({ framework, database, form: 'bad' }, flags);
      const good = await attackApp({ framework, database, form: 'good' }, flags);
      const isAttacked = (hole: string): boolean => flags.length === 0 || hole.includes(' /sql');
      pairs.push({ name, wanted: holesOfApp().filter(isAttacked), bad, good });
    }
  } finally {
    await servers.stop();
  }
  process.stdout.write(table(pairs));
  process.exitCode = pairs.some(({ good }) => good.found.length > 0) ? 1 : 0;
}
