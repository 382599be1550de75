import { threadId } from 'node:worker_threads';
import { enforcement } from './enforcement.ts';
import { nodeOs as os, randomUUID } from '../hooks/originals.ts';

let id: string | undefined;

/** Names this process among the app's processes: host where it may be told, process, thread, and a random part. */
export function instanceId(): string {
  const tellsHost = enforcement().configuration.inventory.includes('host');
  id ??= `${tellsHost ? os.hostname() : 'process'}:${process.pid}:${threadId}:${randomUUID().slice(0, 8)}`;
  return id;
}
