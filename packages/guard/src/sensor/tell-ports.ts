import net from 'node:net';
import { replaceMethod } from '../hooks/wrap.ts';
import type { SensorChannel } from './channel.ts';

/** Tells of each port on which the app begins to listen. Not by `emit`, which servers of TLS inherit and guard wraps. */
export function tellPorts(channel: SensorChannel): void {
  const tell = (server: net.Server): void => {
    const address = server.address();
    if (typeof address === 'object' && address !== null)
      channel.tell({ listening: { port: address.port } });
  };
  replaceMethod(
    net.Server.prototype,
    'listen',
    (listen) =>
      function (this: net.Server, ...args: unknown[]): unknown {
        this.once('listening', () => tell(this));
        return Reflect.apply(listen, this, args) as unknown;
      },
  );
}
