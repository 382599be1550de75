/** As tedious takes them; the stub speaks no TLS. */
export const tediousSettings = {
  server: '127.0.0.1',
  authentication: { type: 'default', options: { userName: 'castellan', password: 'testbed' } },
  options: {
    port: Number(process.env.MSSQL_PORT),
    encrypt: false,
    trustServerCertificate: true,
    database: 'master',
  },
};
