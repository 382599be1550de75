export const settings = {
  host: '127.0.0.1',
  port: Number(process.env.MYSQL_PORT),
  user: 'castellan',
  password: process.env.MYSQL_PASSWORD,
  database: 'testbed',
};
