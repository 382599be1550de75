// What a program can see of its process without looking at functions.
import { channel } from 'node:diagnostics_channel';
import v8 from 'node:v8';

const show = (name, value) => console.log(name, JSON.stringify(value));
show('argv', process.argv);
show('execArgv', process.execArgv);
show('environment', [process.env.NODE_OPTIONS, Object.keys(process.env).sort()]);
show('title', [process.title === process.argv0, process.exitCode, process.domain]);
show('events of the process', process.eventNames().map(String));
const counted = [
  'exit',
  'beforeExit',
  'uncaughtException',
  'unhandledRejection',
  'warning',
  'SIGTERM',
];
show(
  'counts',
  counted.map((event) => process.listenerCount(event)),
);
show('waiting', process.getActiveResourcesInfo());
show('handles', [process._getActiveHandles().length, process._getActiveRequests().length]);
show('globals', Object.getOwnPropertyNames(globalThis));
show('listed globals', Object.keys(globalThis));
show('own keys of process', Object.keys(process).sort());
show('error', [Error.stackTraceLimit, Object.getOwnPropertyNames(Error)]);
show('flags', [
  v8.getHeapStatistics().number_of_native_contexts,
  process.allowedNodeEnvironmentFlags.size,
]);
show('permission', [typeof process.permission, process.sourceMapsEnabled]);
show('mask', [process.umask(), process.cwd(), process.getuid()]);
for (const name of [
  'http.server.request.start',
  'http.server.response.finish',
  'net.client.socket',
  'net.server.socket',
  'child_process',
  'module.require',
]) {
  show(name, channel(name).hasSubscribers);
}
for (const text of ['__proto__', 'constructor', 'toString']) show(text, text in {});
show('frozen', [Object.isFrozen(Object.prototype), Object.isExtensible(Object.prototype)]);
