import net from 'node:net';
import { replaceInherited } from '../hooks/wrap.ts';
import type { SensorChannel } from './channel.ts';

/** Tells of each port on which the app begins to listen. */
export function tellPorts(channel: SensorChannel): void {
  replaceInherited(
    net.Server.prototype,
    'emit',
    (emit) =>
      function (this: net.Server, ...args: unknown[]): unknown {
        if (args[0] === 'listening') {
          const address = this.address();
          if (typeof address === 'object' && address !== null)
            channel.tell({ listening: { port: address.port } });
        }
        return Reflect.apply(emit(), this, args);
      },
  );
}
