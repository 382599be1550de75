// One app of each framework and database, vulnerable on purpose or mended: ATTACK_FORM is `bad` or `good`.
import { announce } from '../listen.js';
import { accounts } from './accounts.js';
import { answers } from './answers.js';
import { calls } from './calls.js';
import { expressions } from './expressions.js';
import { fields } from './fields.js';
import { forged } from './forged.js';
import { openSessions } from './sessions.js';
import { statements } from './statements.js';

const {
  ATTACK_FRAMEWORK = 'express5',
  ATTACK_DATABASE = 'pg',
  ATTACK_FORM = 'bad',
  PORT = '0',
} = process.env;
const { openDatabase } = await import(`./databases/${ATTACK_DATABASE}.js`);
const { serve } = await import(`./frameworks/${ATTACK_FRAMEWORK}.js`);
const isBad = ATTACK_FORM === 'bad';
const database = await openDatabase();
const sessions = openSessions(isBad);
const parts = [
  statements(database),
  calls(),
  answers(),
  accounts(sessions),
  forged(sessions, database),
  fields(sessions),
  expressions(),
];
const routes = parts
  .flat()
  .map(({ bad, good, ...route }) => ({ ...route, run: isBad ? bad : good }));
const server = await serve(routes);
server.listen(Number(PORT), '127.0.0.1', () => announce(server.address().port));
process.on('SIGTERM', () => process.exit(0));
