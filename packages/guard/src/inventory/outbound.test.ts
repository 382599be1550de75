import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countConnection,
  countOrigin,
  countUse,
  outboundDelivered,
  takeOutbound,
  watchOutbound,
} from './outbound.ts';

test('nothing is counted before somebody wants it', () => {
  countConnection({}, 'early.example.com', 80);
  countOrigin('https://early.example.com', 'fetch');
  assert.deepEqual(takeOutbound(), []);
});

test('hosts are told with the library that speaks to them, without path and query', () => {
  watchOutbound('https://watch.example.com/base');
  const socket = {};
  countConnection(socket, 'API.example.com', '8443');
  countUse(socket, 'node:http');
  countUse(socket, 'node:http');
  countOrigin('https://[2001:db8::1]', 'fetch');
  countConnection({}, 'cache', 6379);
  countConnection({}, undefined, 25);
  assert.deepEqual(takeOutbound(), [
    { host: 'api.example.com', port: 8443, library: 'node:http', count: 2 },
    { host: '2001:db8::1', port: 443, library: 'fetch', count: 1 },
    { host: 'cache', port: 6379, library: 'node:net', count: 1 },
    { host: 'localhost', port: 25, library: 'node:net', count: 1 },
  ]);
  outboundDelivered();
  assert.deepEqual(takeOutbound(), []);
});

test('what guard itself tells watch is not the app’s', () => {
  const socket = {};
  countConnection(socket, 'watch.example.com', 443);
  countUse(socket, 'node:http');
  countOrigin('https://watch.example.com', 'fetch');
  assert.deepEqual(takeOutbound(), []);
});
