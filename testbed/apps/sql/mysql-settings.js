const isOn = (name) => process.env[name] === '1';

export const settings = {
  host: '127.0.0.1',
  port: Number(process.env.MYSQL_PORT),
  user: 'castellan',
  password: process.env.MYSQL_PASSWORD,
  database: 'testbed',
  ...(isOn('MYSQL_TLS') && { ssl: { rejectUnauthorized: false } }),
  ...(isOn('MYSQL_COMPRESS') && { compress: true }),
};
