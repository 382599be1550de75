/** The servers of the testbed, by the variable that tells apps where each one listens. */
export const serverTable = {
  POSTGRES_URL: { name: 'PostgreSQL', howToGet: 'apt-get install postgresql' },
  MYSQL_PORT: { name: 'MariaDB', howToGet: 'apt-get install mariadb-server' },
  MSSQL_PORT: { name: 'the TDS stub', howToGet: 'it comes with the testbed' },
} as const;

export type ServerVariable = keyof typeof serverTable;

/** For `skip`: why what needs a server is left out, and how to get it; false when the server runs. */
export function skipWithout(variable: ServerVariable): string | false {
  if (process.env[variable] !== undefined) return false;
  const { name, howToGet } = serverTable[variable];
  return `${name} does not run here: ${howToGet}, then node testbed/run.ts`;
}
