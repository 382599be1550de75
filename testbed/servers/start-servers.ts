import { MissingServerError } from '../../packages/testkit/src/servers/server-process.ts';
import { startFilledMariadb } from './mariadb.ts';
import { startFilledPostgres } from './postgres.ts';
import type { RunningServer } from './running-server.ts';
import { type ServerVariable, serverTable } from './server-table.ts';
import { startTdsStub } from './tds-stub.ts';

const starts: Readonly<Record<ServerVariable, () => Promise<RunningServer>>> = {
  POSTGRES_URL: startFilledPostgres,
  MYSQL_PORT: startFilledMariadb,
  MSSQL_PORT: startTdsStub,
};

/** Starts one instance of each server for the whole run; what is missing is told and left out. */
export async function startServers(): Promise<RunningServer> {
  const started = await Promise.all(
    Object.entries(serverTable).map(async ([variable, { name, howToGet }]) => {
      try {
        return await starts[variable as ServerVariable]();
      } catch (error) {
        if (!(error instanceof MissingServerError) || process.env['CI'] === 'true') throw error;
        console.log(`skipped: everything that needs ${name} (${error.message}: ${howToGet})`);
        return undefined;
      }
    }),
  );
  const running = started.filter((server) => server !== undefined);
  return {
    env: Object.assign({}, ...running.map(({ env }) => env)) as Record<string, string>,
    async stop() {
      await Promise.all(running.map((server) => server.stop()));
    },
  };
}
