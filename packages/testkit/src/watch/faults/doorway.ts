import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** Stands before watch as a proxy does: it can be shut, and knows what passed. */
export interface Doorway {
  readonly url: string;
  /** Ids of findings in the order in which watch took them. */
  readonly passed: readonly string[];
  /** Nobody answers any more. */
  shut(): void;
  open(): void;
  end(): void;
}

export async function startDoorway(target: string): Promise<Doorway> {
  const passed: string[] = [];
  let isOpen = true;
  const server = createServer((req, res) => {
    if (!isOpen) {
      req.socket.destroy();
      return;
    }
    forward(target, req, res, passed).catch(() => res.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    shut() {
      isOpen = false;
      server.closeAllConnections();
    },
    open() {
      isOpen = true;
    },
    end() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function forward(
  target: string,
  req: IncomingMessage,
  res: ServerResponse,
  passed: string[],
): Promise<void> {
  const body = Buffer.concat(await req.toArray());
  const { host: _, connection: _c, 'content-length': _l, ...headers } = req.headers;
  const answer = await fetch(target + (req.url ?? ''), {
    method: req.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(body.length > 0 && { body: body as never }),
  });
  const text = await answer.text();
  if (answer.ok && body.length > 0) passed.push(...findingsIn(body));
  const retry = answer.headers.get('retry-after');
  res.writeHead(answer.status, {
    'content-type': 'application/json',
    ...(retry !== null && { 'retry-after': retry }),
  });
  res.end(text);
}

function findingsIn(body: Buffer): string[] {
  const lines = gunzipSync(body).toString('utf8').split('\n');
  return lines.flatMap((line) => {
    const { finding } = JSON.parse(line) as { finding?: { id: string } };
    return finding === undefined ? [] : [finding.id];
  });
}
