const isOn = (name) => process.env[name] === '1';

export const settings = {
  host: '127.0.0.1',
  port: Number(process.env.MYSQL_PORT),
  user: 'castellan',
  password: process.env.MYSQL_PASSWORD,
  database: 'testbed',
  // One of the drivers gives up after a second, which a busy machine may take.
  connectTimeout: 20_000,
  ...(isOn('MYSQL_TLS') && { ssl: { rejectUnauthorized: false } }),
  ...(isOn('MYSQL_COMPRESS') && { compress: true }),
};
