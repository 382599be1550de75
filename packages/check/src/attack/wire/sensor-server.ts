import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  ExchangeOver,
  Finding,
  RegisteredRoute,
  SensorHello,
  SensorPlace,
  Sighting,
} from '@castellan/core';
import { parseSensorMessage } from '@castellan/core/wire';

/** What a sensor told of one exchange. */
export interface Observation {
  readonly sightings: readonly Sighting[];
  readonly verdicts: readonly Finding[];
  /** Absent where no sensor told that it is over. */
  readonly over?: ExchangeOver;
}

interface Open {
  readonly sightings: Sighting[];
  readonly verdicts: Finding[];
  readonly onOver: (over: ExchangeOver) => void;
}

const maxLine = 1_048_576;

/** Where guarded processes report to this run, known to them by a file that only its owner may read. */
export class SensorServer {
  readonly tag: string = randomBytes(8).toString('hex');
  readonly routes: RegisteredRoute[] = [];
  readonly ports: Set<number> = new Set();
  /** What guard does not see in the app, and why. */
  readonly unseen: Set<string> = new Set();
  readonly hellos: SensorHello[] = [];
  readonly #key = randomBytes(24).toString('hex');
  readonly #open = new Map<number, Open>();
  readonly #server: Server = createServer((socket) => this.#serve(socket));
  readonly #sockets = new Set<Socket>();
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'castellan-sensor-'));
  #file: string | undefined;
  readonly #remove = (): void => {
    if (this.#file !== undefined) rmSync(this.#file, { force: true });
    rmSync(this.#folder, { recursive: true, force: true });
  };

  /** Whether any guarded process has reported. */
  get isHeard(): boolean {
    return this.hellos.length > 0;
  }

  /** Listens, and writes the file that guard is told of. */
  async start(file: string = path.join(this.#folder, 'sensor.json')): Promise<string> {
    const name = `castellan-${this.tag}`;
    const socket =
      process.platform === 'win32'
        ? `\\\\.\\pipe\\${name}`
        : path.join(this.#folder, 'sensor.sock');
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(socket, resolve);
    });
    const place: SensorPlace = { socket, key: this.#key, tag: this.tag };
    rmSync(file, { force: true });
    writeFileSync(file, JSON.stringify(place), { mode: 0o600, flag: 'wx' });
    this.#file = file;
    process.on('exit', this.#remove);
    return file;
  }

  /** Hears what is told of an exchange until `end` is called. */
  listen(exchange: number): { readonly isOver: Promise<void>; end(): Observation } {
    let over: ExchangeOver | undefined;
    let settle: () => void = () => undefined;
    const isOver = new Promise<void>((resolve) => (settle = resolve));
    const open: Open = {
      sightings: [],
      verdicts: [],
      onOver: (told) => {
        over = told;
        settle();
      },
    };
    this.#open.set(exchange, open);
    return {
      isOver,
      end: () => {
        this.#open.delete(exchange);
        const { sightings, verdicts } = open;
        return { sightings, verdicts, ...(over && { over }) };
      },
    };
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    process.off('exit', this.#remove);
    this.#remove();
  }

  #serve(socket: Socket): void {
    let rest = '';
    let isKnown = false;
    this.#sockets.add(socket);
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > maxLine) socket.destroy();
      for (const line of lines) {
        isKnown ||= this.#greets(line);
        if (!isKnown) return void socket.destroy();
        this.#take(line);
      }
    });
  }

  /** Who cannot tell the key is none of the processes that were started for this run. */
  #greets(line: string): boolean {
    try {
      const message = parseSensorMessage(line);
      if (!('hello' in message) || message.hello.key !== this.#key) return false;
      this.hellos.push(message.hello);
      return true;
    } catch {
      return false;
    }
  }

  #take(line: string): void {
    let message;
    try {
      message = parseSensorMessage(line);
    } catch {
      return;
    }
    if ('unseen' in message) this.unseen.add(`${message.unseen.library}: ${message.unseen.cause}`);
    else if ('routes' in message) this.routes.push(...message.routes);
    else if ('listening' in message) this.ports.add(message.listening.port);
    else if ('sighting' in message)
      this.#open.get(message.sighting.exchange)?.sightings.push(message.sighting);
    else if ('verdict' in message)
      this.#open.get(message.verdict.exchange)?.verdicts.push(message.verdict.finding);
    else if ('over' in message) this.#open.get(message.over.exchange)?.onOver(message.over);
  }
}
