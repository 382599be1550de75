import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataElsewhere } from './data-elsewhere.ts';

const hostsIn = (env: Readonly<Record<string, string>>): string[] =>
  dataElsewhere(env).map(({ name, host }) => `${name} ${host}`);

test('a database on another machine is seen, by address and by host', () => {
  assert.deepEqual(
    hostsIn({
      DATABASE_URL: 'postgres://app:secret@db.example.com:5432/shop',
      MONGO: 'mongodb+srv://cluster0.abc.mongodb.net/shop',
      REDIS_URL: 'rediss://10.0.3.7:6379',
      PGHOST: 'db.example.com',
      MYSQL_HOST: '192.0.2.7:3306',
    }),
    [
      'DATABASE_URL db.example.com',
      'MONGO cluster0.abc.mongodb.net',
      'REDIS_URL 10.0.3.7',
      'PGHOST db.example.com',
      'MYSQL_HOST 192.0.2.7',
    ],
  );
});

test('one of this machine or of a container is not, nor is what is no database', () => {
  assert.deepEqual(
    hostsIn({
      DATABASE_URL: 'postgres://app:secret@127.0.0.1:5432/shop',
      REDIS_URL: 'redis://[::1]:6379',
      MYSQL_URL: 'mysql://root@localhost/shop',
      QUEUE: 'amqp://queue:5672',
      DB_HOST: 'db',
      PGHOST: '/var/run/postgresql',
      HOME_PAGE: 'https://www.example.com',
      SMTP_HOST: 'mail.example.com',
      DATABASE: 'file:shop.sqlite',
      PG_HOSTS: 'not a host',
    }),
    [],
  );
});
