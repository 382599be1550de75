import { type SinkApi, type SinkLibrary, supportedNodeVersions } from './sink-library.ts';

const connect = (name: string, argument: string): SinkApi => ({ name, kind: 'connect', argument });
const urlOrOptions = 'first argument: the URL, or options that hold host and port';
const hostAndPort = 'options with host and port, or port and host as arguments';

/** What opens connections to other hosts. All of it ends in a socket's connect. */
export const connectionLibraries: readonly SinkLibrary[] = [
  {
    name: 'node:net',
    versions: supportedNodeVersions,
    apis: [connect('connect', hostAndPort), connect('Socket.connect', hostAndPort)],
  },
  {
    name: 'node:tls',
    versions: supportedNodeVersions,
    apis: [connect('connect', hostAndPort)],
    through: ['node:net'],
  },
  {
    name: 'node:http',
    versions: supportedNodeVersions,
    apis: [connect('request', urlOrOptions), connect('get', urlOrOptions)],
    through: ['node:net'],
  },
  {
    name: 'node:https',
    versions: supportedNodeVersions,
    apis: [connect('request', urlOrOptions), connect('get', urlOrOptions)],
    through: ['node:tls'],
  },
  {
    name: 'node:http2',
    versions: supportedNodeVersions,
    apis: [connect('connect', 'first argument: the URL of the host')],
    through: ['node:net', 'node:tls'],
  },
  {
    name: 'fetch',
    versions: supportedNodeVersions,
    apis: [connect('fetch', 'first argument: the URL, or a Request that holds it')],
    through: ['node:net', 'node:tls'],
  },
  {
    name: 'undici',
    versions: '>=6.0.0 <9.0.0',
    apis: [
      connect('request', urlOrOptions),
      connect('fetch', 'first argument: the URL, or a Request that holds it'),
      connect('stream', urlOrOptions),
      connect('pipeline', urlOrOptions),
      connect('connect', urlOrOptions),
      connect('upgrade', urlOrOptions),
    ],
    through: ['node:net', 'node:tls'],
  },
];
