import net from 'node:net';

/** Ends the process, also after `confine`. */
export const exit: (code: number) => never = process.exit.bind(process);

/** Keeps a package that is only looked at from ending the process and from reaching a network. */
export function confine(): void {
  const refuse = (name: string) => (): never => {
    throw new Error(`it called ${name} while it was loaded`);
  };
  process.exit = refuse('process.exit');
  process.abort = refuse('process.abort');
  process.kill = refuse('process.kill');
  net.Server.prototype.listen = refuse('listen') as never;
  net.Socket.prototype.connect = function (this: net.Socket): net.Socket {
    return this.destroy(new Error('doctor opens no connections'));
  };
}
