import { channel } from 'node:diagnostics_channel';
import { currentRequest, type FrameworkView } from '../../context/request-context.ts';
import type { PackageHook } from '../../hooks/package-hook.ts';

interface FastifyRequest {
  body?: unknown;
  params?: unknown;
  routeOptions?: { url?: string };
  routerPath?: string;
}

interface FastifyInstance {
  addHook(
    name: 'onRequest',
    hook: (request: FastifyRequest, reply: unknown, done: () => void) => void,
  ): void;
}

/** Fastify keeps what it parsed on an object of its own, which its first hook shows. */
const fastify: PackageHook = {
  library: 'fastify',
  versions: '>=4.0.0 <6.0.0',
  files: [
    {
      path: 'fastify.js',
      apply(exports) {
        channel('fastify.initialization').subscribe(onInitialization);
        return typeof exports === 'function';
      },
    },
  ],
};

function onInitialization(message: unknown): void {
  const instance = (message as { fastify?: FastifyInstance }).fastify;
  instance?.addHook('onRequest', (request, _reply, done) => {
    const context = currentRequest();
    if (context !== undefined) context.framework = new FastifyView(request);
    done();
  });
}

class FastifyView implements FrameworkView {
  readonly #request: FastifyRequest;

  constructor(request: FastifyRequest) {
    this.#request = request;
  }

  body(): unknown {
    return this.#request.body;
  }

  params(): unknown {
    return this.#request.params;
  }

  route(): string | undefined {
    return this.#request.routeOptions?.url ?? this.#request.routerPath;
  }
}

export const hooks: readonly PackageHook[] = [fastify];
