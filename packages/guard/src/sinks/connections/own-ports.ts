import net from 'node:net';
import { replaceMethod } from '../../hooks/wrap.ts';

const servers = new Set<WeakRef<net.Server>>();

/** Learns which servers this process runs. */
export function watchOwnServers(): boolean {
  return replaceMethod(
    net.Server.prototype,
    'listen',
    (listen) =>
      function (this: net.Server, ...args: unknown[]): unknown {
        servers.add(new WeakRef(this));
        return Reflect.apply(listen, this, args);
      },
  );
}

/** Ports that this process listens on now. */
export function ownPorts(): readonly number[] {
  const ports: number[] = [];
  for (const reference of servers) {
    const server = reference.deref();
    if (server === undefined) {
      servers.delete(reference);
      continue;
    }
    const address = server.address();
    if (typeof address === 'object' && address !== null) ports.push(address.port);
  }
  return ports;
}
