/** As tedious takes them. */
export const tediousSettings = {
  server: 'localhost',
  authentication: { type: 'default', options: { userName: 'castellan', password: 'testbed' } },
  options: {
    port: Number(process.env.MSSQL_PORT),
    encrypt: process.env.MSSQL_TLS === '1',
    trustServerCertificate: true,
    database: 'master',
  },
};
