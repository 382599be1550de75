import { threadId } from 'node:worker_threads';
import { nodeOs as os, randomUUID } from '../hooks/originals.ts';

let id: string | undefined;

/** Names this process among the app's processes: host, process, thread, and a random part. */
export function instanceId(): string {
  id ??= `${os.hostname()}:${process.pid}:${threadId}:${randomUUID().slice(0, 8)}`;
  return id;
}
