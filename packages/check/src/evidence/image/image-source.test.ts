import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ImageFiles } from '../../analysis/image/facts.ts';
import type { Evidence } from '../collector.ts';
import { collectors } from '../registry.generated.ts';
import { Session } from '../session.ts';
import { type CaseEntry, dockerArchive, ociArchive, tarOf } from './case-image.ts';
import type { ImageLimits } from './image-archive.ts';
import { imageSource } from './image-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'image-'));
after(() => rmSync(folder, { recursive: true }));
let count = 0;

const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
  type: 'pkcs1',
  format: 'pem',
}) as string;
const system: CaseEntry[] = [
  { path: './etc/', type: 'folder' },
  {
    path: './etc/os-release',
    text: 'PRETTY_NAME="Alpine Linux v3.17"\nID=alpine\nVERSION_ID=3.17.3\n',
  },
  {
    path: 'usr/local/include/node/node_version.h',
    text: '#define NODE_MAJOR_VERSION 24\n#define NODE_MINOR_VERSION 11\n#define NODE_PATCH_VERSION 1\n',
  },
  { path: 'bin/su', mode: 0o4755, text: 'x' },
  { path: 'tmp/', type: 'folder', mode: 0o1777 },
];
const app: CaseEntry[] = [
  { path: 'app/', type: 'folder', mode: 0o777 },
  { path: 'app/key.pem', text: key },
  { path: 'app/.env', text: 'A=1\n' },
  { path: 'app/.git/HEAD', text: 'ref: refs/heads/main\n' },
  { path: 'app/node_modules/a/package.json', text: '{}' },
  { path: 'app/node_modules/a/test/key.pem', text: key },
  {
    path: 'app/node_modules/.package-lock.json',
    text: JSON.stringify({
      packages: { 'node_modules/jest': { dev: true }, 'node_modules/a': {} },
    }),
  },
  { path: 'app/latest', type: 'symlink', target: '../../../etc/shadow', mode: 0o777 },
  { path: 'root/.npm/_cacache/content-v2/x', bytes: new Uint8Array(2_000_000) },
];
const clean: CaseEntry[] = [
  { path: 'app/.wh.key.pem' },
  { path: 'app/.git/.wh..wh..opq' },
  { path: 'app/run.sh', mode: 0o6755, text: 'x' },
];
const config = {
  User: 'node',
  history: [
    { created_by: 'ADD rootfs / ' },
    { created_by: 'ENV A=1', empty_layer: true },
    { created_by: 'COPY . .' },
    { created_by: 'RUN rm key.pem' },
  ],
};

test('both archives of one image say the same of it', async () => {
  const layers = [system, app, clean];
  const saved = await filesOf(dockerArchive({ config, layers }));
  const laidOut = await filesOf(ociArchive({ config, layers }));
  assert.deepEqual({ ...saved, name: '' }, { ...laidOut, name: '' });
  assert.deepEqual([saved.name, laidOut.name], ['shop:1', 'docker.io/library/shop:1']);
  assert.deepEqual(await filesOf(gzipSync(dockerArchive({ config, layers }))), saved);
  assert.deepEqual(saved.distribution, {
    id: 'alpine',
    version: '3.17.3',
    prettyName: 'Alpine Linux v3.17',
  });
  assert.deepEqual(
    saved.node.map(({ version }) => version),
    ['24.11.1'],
  );
  assert.deepEqual(
    saved.secrets.map(({ path, isHidden, layer }) => [path, isHidden, layer.number, layer.madeBy]),
    [['app/key.pem', true, 2, 'COPY . .']],
  );
  assert.ok(!JSON.stringify(saved).includes(key.slice(60, 90)));
  assert.deepEqual(
    saved.leftovers.map(({ path, isHidden }) => [path, isHidden]),
    [
      ['app/.env', false],
      ['app/.git/HEAD', true],
    ],
  );
  assert.deepEqual(
    saved.privileged.map(({ path, lends }) => [path, lends]),
    [
      ['bin/su', 'user'],
      ['app/run.sh', 'user'],
    ],
  );
  assert.deepEqual(
    saved.openToAll.map(({ path }) => path),
    ['app'],
  );
  assert.deepEqual(saved.caches, [{ folder: 'root/.npm/_cacache', bytes: 2_000_000 }]);
  assert.deepEqual(saved.developmentPackages, [{ folder: 'app/node_modules', names: ['jest'] }]);
  assert.deepEqual([saved.unread, saved.strayPaths], [[], []]);
});

test('paths that lead out are told, and followed nowhere', async () => {
  const { strayPaths, secrets } = await filesOf(
    dockerArchive({
      layers: [
        [
          { path: '../../etc/cron.d/x', text: key },
          { path: 'a/../../b', text: key },
          { path: 'app/.wh...', text: '' },
          { path: '/abs/./ok', text: 'x' },
        ],
      ],
    }),
  );
  assert.deepEqual(strayPaths, ['../../etc/cron.d/x', 'a/../../b', 'app/.wh...']);
  assert.deepEqual(secrets, []);
});

test('a layer that is cut, damaged or missing is said to be unread; the others are read', async () => {
  const whole = dockerArchive({ layers: [system, app] });
  const good = tarOf(system);
  const manifest = [
    { Config: 'c.json', RepoTags: null, Layers: ['a/layer.tar', 'b/layer.tar', 'c/layer.tar'] },
  ];
  const damaged = gzipSync(tarOf(app));
  damaged.fill(0xff, 60, 200);
  const odd = tarOf([
    { path: 'manifest.json', text: JSON.stringify(manifest) },
    { path: 'c.json', text: '{}' },
    { path: 'a/layer.tar', bytes: damaged },
    { path: 'b/layer.tar', bytes: good },
  ]);
  const { unread, distribution } = await filesOf(odd);
  assert.deepEqual(
    unread.map(({ layer }) => layer),
    [1, 3],
  );
  assert.equal(distribution?.id, 'alpine');
  const cut = await sessionOf(whole.subarray(0, 3000)).ask(collectors.imageFiles);
  assert.ok(cut.status === 'unavailable');
  assert.match(cut.reason, /is no image/);
});

test('past the limits reading ends, and it is told', async () => {
  for (const limits of [
    { maxBytes: 1_000_000, maxEntries: 1000 },
    { maxBytes: 10_000_000, maxEntries: 6 },
  ]) {
    const archive = dockerArchive({ layers: [system, app, clean] });
    const { unread } = await filesOf(archive, limits);
    assert.ok(unread.length > 0);
    assert.match(unread[0]!.reason, /more than is looked at/);
  }
});

test('what is no image, or several, is told with what to do', async () => {
  const several = dockerArchive({ layers: [system] }, { layers: [app], tags: ['shop:2'] });
  for (const [bytes, reason, remedy] of [
    [Buffer.from('hello'), /is no image/, /docker save/],
    [
      tarOf([{ path: 'a.txt', text: 'x' }]),
      /neither manifest\.json nor index\.json/,
      /docker save/,
    ],
    [tarOf([{ path: 'manifest.json', text: '{' }]), /is no image/, /docker save/],
    [
      tarOf([{ path: 'manifest.json', text: '[{"Config":"x","Layers":[]}]' }]),
      /x is missing/,
      /docker save/,
    ],
    [several, /holds 2 images/, /choose one of shop:1, shop:2 with --image/],
  ] as const) {
    const evidence = await sessionOf(bytes).ask(collectors.imageConfig);
    assert.ok(evidence.status === 'unavailable', JSON.stringify(evidence));
    assert.match(evidence.reason, reason);
    assert.match(evidence.remedy, remedy);
  }
  const file = write(several);
  const second = await new Session(imageSource(file, 'shop:2')).ask(collectors.imageConfig);
  assert.ok(second.status === 'available' && second.value.name === 'shop:2');
  const gone = await new Session(imageSource(join(folder, 'none.tar'))).ask(collectors.imageConfig);
  assert.ok(gone.status === 'unavailable' && /cannot be read/.test(gone.reason));
});

test('the configuration: user, variables, ports, health check and history', async () => {
  const evidence = await sessionOf(
    dockerArchive({
      config: {
        User: '1000',
        Env: ['A=b=c', 'EMPTY'],
        ExposedPorts: { '80/tcp': {} },
        Healthcheck: { Test: ['NONE'] },
        Entrypoint: null,
        Cmd: ['node'],
      },
      layers: [system],
    }),
  ).ask(collectors.imageConfig);
  assert.ok(evidence.status === 'available');
  const { user, environment, ports, hasHealthcheck, command } = evidence.value;
  assert.deepEqual(environment, [
    { name: 'A', value: 'b=c' },
    { name: 'EMPTY', value: '' },
  ]);
  assert.deepEqual([user, ports, hasHealthcheck, command], ['1000', ['80/tcp'], false, ['node']]);
});

async function filesOf(bytes: Uint8Array, limits?: ImageLimits): Promise<ImageFiles> {
  const evidence: Evidence<ImageFiles> = await sessionOf(bytes, limits).ask(collectors.imageFiles);
  assert.ok(evidence.status === 'available', JSON.stringify(evidence));
  return evidence.value;
}

function sessionOf(bytes: Uint8Array, limits?: ImageLimits): Session {
  return new Session(imageSource(write(bytes), undefined, limits));
}

function write(bytes: Uint8Array): string {
  count += 1;
  const file = join(folder, `${count}.tar`);
  writeFileSync(file, bytes);
  return file;
}
