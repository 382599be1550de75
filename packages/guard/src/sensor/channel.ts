import type { Socket } from 'node:net';
import type { SensorMessage, SensorPlace } from '@castellan/core';
import { runInRequest } from '../context/request-context.ts';
import { inOwnContext } from '../hooks/own-context.ts';
import { readPlace } from './read-place.ts';

/** Lines that wait for the run to be there; what is over is left out, oldest first. */
const maxWaiting = 20_000;
const retryMs = 250;
const timer = setTimeout;

/**
 * Tells an attack run what it should know, in order, over the socket that it named. It listens; guard
 * only ever writes. Neither the socket nor the wait for it keeps the process alive.
 */
export class SensorChannel {
  readonly #file: string;
  readonly #hello: (key: string) => SensorMessage;
  readonly #waiting: string[] = [];
  #place: SensorPlace | undefined;
  #socket: Socket | undefined;

  constructor(file: string, hello: (key: string) => SensorMessage) {
    this.#file = file;
    this.#hello = hello;
    this.#connect();
  }

  /** By which requests of the run are known; read anew where they are of another run. */
  knows(tag: string): boolean {
    if (this.#place?.tag === tag) return true;
    this.#connect();
    return this.#place?.tag === tag;
  }

  tell(message: SensorMessage): void {
    if (this.#waiting.length >= maxWaiting) this.#waiting.shift();
    this.#waiting.push(`${JSON.stringify(message)}\n`);
    this.#flush();
  }

  #connect(): void {
    const place = readPlace(this.#file);
    if (place === undefined) return;
    const isOther = place.key !== this.#place?.key;
    this.#place = place;
    if (this.#socket !== undefined && !isOther) return;
    if (isOther) this.#waiting.length = 0;
    this.#socket?.destroy();
    // Work of guard's own: it belongs to no request, and no sink of the app is meant.
    inOwnContext(() => runInRequest(undefined, () => this.#open(place)));
  }

  #open({ socket: path, key }: SensorPlace): void {
    const { connect } = process.getBuiltinModule('node:net');
    const socket = connect(path);
    this.#socket = socket;
    socket.unref();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      timer(() => this.#again(), retryMs).unref();
    });
    socket.write(`${JSON.stringify(this.#hello(key))}\n`);
    this.#flush();
  }

  #again(): void {
    if (this.#socket === undefined && this.#waiting.length > 0) this.#connect();
  }

  #flush(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    const lines = this.#waiting.splice(0).join('');
    if (lines !== '') runInRequest(undefined, () => socket.write(lines));
  }
}
