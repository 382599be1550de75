import type { ImageConfig, ImageFiles, LayerName } from '../analysis/image/facts.ts';

/** An image as somebody careful builds it; examples say what differs. */
export function madeUpConfig(part: Partial<ImageConfig> = {}): ImageConfig {
  return {
    name: 'shop:1.4',
    user: 'node',
    environment: [
      { name: 'PATH', value: '/usr/local/bin:/usr/bin:/bin' },
      { name: 'NODE_VERSION', value: '24.11.1' },
      { name: 'NODE_ENV', value: 'production' },
    ],
    ports: ['3000/tcp'],
    hasHealthcheck: true,
    command: ['node', 'server.js'],
    created: '2026-11-20T08:00:00Z',
    system: 'linux',
    history: ['COPY . . # buildkit', 'RUN /bin/sh -c npm ci --omit=dev # buildkit'],
    ...part,
  };
}

export function madeUpImage(part: Partial<ImageFiles> = {}): ImageFiles {
  return {
    name: 'shop:1.4',
    layers: 7,
    entries: 9_000,
    secrets: [],
    privileged: [],
    openToAll: [],
    caches: [],
    leftovers: [],
    developmentPackages: [],
    hasNodeModules: true,
    distribution: { id: 'debian', version: '12', prettyName: 'Debian GNU/Linux 12 (bookworm)' },
    node: [{ place: 'usr/local/include/node/node_version.h', version: '24.11.1' }],
    nodePackages: [],
    systemPackages: [],
    strayPaths: [],
    unread: [],
    ...part,
  };
}

export const layer: LayerName = { number: 6, madeBy: 'COPY . . # buildkit' };
export const cutShort: ImageFiles['unread'] = [{ layer: 3, reason: 'it is cut short' }];
