import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { archiveOf, parseArchive } from './archive.ts';
import { CannotCollect, type Collector, type Evidence } from './collector.ts';
import { diskSource } from './disk.ts';
import { madeUpSource } from './made-up.ts';
import { collectors, type EvidenceName, type EvidenceValues } from './registry.generated.ts';
import { evidenceNamesOf } from '../engine/evidence-names.ts';
import { Session, type SessionOptions } from './session.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'castellan-evidence-'));
});
after(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(folder, 'repo-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

function git(root: string, ...args: string[]): void {
  const identity = [
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'pipe' });
}

async function see<Name extends EvidenceName>(
  root: string,
  name: Name,
  options?: SessionOptions,
): Promise<EvidenceValues[Name]> {
  const evidence = await new Session(diskSource(root), options).ask(collectors[name]);
  assert.equal(evidence.status, 'available', JSON.stringify(evidence));
  assert.ok(evidence.status === 'available');
  return evidence.value;
}

const files = {
  'a.js': 'let a;\n',
  'b/c.js': 'let c;\n',
  '.gitignore': 'ignored\n*.log\n',
  'ignored/x.js': 'x',
  'y.log': 'y',
  'node_modules/z/index.js': 'z',
  "na'me \u001b[31m\n.txt": 'odd',
};

test('git and the walk tell of the same files', async () => {
  const root = write({ ...files, '.gitignore': `${files['.gitignore']}node_modules\n` });
  const walked = await see(root, 'repoFiles');
  git(root, 'init', '-q');
  git(root, 'add', 'a.js');
  const told = await see(root, 'repoFiles');
  const paths = (of: typeof told): string[] => of.files.map(({ path }) => path).sort();
  assert.deepEqual([walked.toldBy, told.toldBy], ['walk', 'git']);
  assert.deepEqual(paths(told), paths(walked));
  assert.deepEqual(
    told.files.filter(({ isTracked }) => isTracked).map(({ path }) => path),
    ['a.js'],
  );
});

test('what is staged is read from the index, not from the work tree', async () => {
  const root = write({ 'a.js': 'first\n' });
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'first');
  assert.deepEqual(await see(root, 'staged'), []);
  writeFileSync(join(root, 'a.js'), 'staged\n');
  writeFileSync(join(root, 'bin'), new Uint8Array([1, 0, 2]));
  git(root, 'add', '.');
  writeFileSync(join(root, 'a.js'), 'later\n');
  assert.deepEqual(await see(root, 'staged'), [{ path: 'a.js', text: 'staged\n' }]);
});

test('tracked files that an ignore file names are told, and remotes without their credentials', async () => {
  const root = write({ '.env': 'A=1', 'a.js': '' });
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'first');
  const secret = ['s3', 'cret'].join('');
  git(root, 'remote', 'add', 'origin', `https://ana:${secret}@example.com/a.git`);
  writeFileSync(join(root, '.gitignore'), '.env\n');
  const facts = await see(root, 'git');
  assert.deepEqual(facts.trackedButIgnored, ['.env']);
  assert.deepEqual(facts.remotes, ['https://example.com/a.git']);
  assert.equal(facts.branch, 'main');
  assert.match(facts.head ?? '', /^[0-9a-f]{40}$/);
});

test('binaries, links, loops of links and files without rights are skipped and named', async () => {
  const root = write({
    'a.js': 'text',
    'b.bin': new Uint8Array([0, 1, 2]),
    'wide.txt': new Uint8Array([0xff, 0xfe, 65, 0]),
    closed: 'x',
  });
  symlinkSync('.', join(root, 'loop'));
  symlinkSync('nowhere', join(root, 'broken'));
  chmodSync(join(root, 'closed'), 0);
  const { files: read, skipped } = await see(root, 'texts');
  const why = new Map(skipped.map((one) => [one.path, one.why]));
  assert.equal(why.get('b.bin'), 'binary');
  assert.equal(why.get('loop'), 'a link');
  assert.equal(why.get('broken'), 'a link');
  if (process.getuid?.() !== 0) assert.equal(why.get('closed'), 'unreadable');
  assert.deepEqual(
    read.filter(({ path }) => path !== 'closed').map(({ text }) => text),
    ['text', 'A'],
  );
});

test('broken files are told as such and break no collector', async () => {
  const broken = '{[%\u0000: &a *a\n\t- "';
  const root = write({
    'package-lock.json': broken,
    'pnpm-lock.yaml': broken,
    Dockerfile: `FROM node\n${broken}\\`,
    '.github/workflows/a.yml': broken,
    '.github/workflows/bomb.yml': `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    '.env': broken,
    '.npmrc': broken,
  });
  for (const name of Object.keys(collectors) as EvidenceName[]) {
    const { status } = await new Session(diskSource(root)).ask<unknown>(collectors[name]);
    assert.notEqual(status, 'broken', name);
  }
  const workflows = await see(root, 'workflows');
  assert.deepEqual(
    workflows.map(({ problem }) => problem !== undefined),
    [true, true],
  );
  assert.ok((await see(root, 'lockfiles'))[0]?.problem);
});

test('a manifest that is no JSON object leaves what needs it unknown', async () => {
  for (const text of ['{', '[]', 'null', '"x"']) {
    const root = write({ 'package.json': text });
    const evidence = await new Session(diskSource(root)).ask(collectors.packedFiles);
    assert.equal(evidence.status, 'unavailable');
    assert.match(evidence.reason, /package\.json is no JSON/);
  }
});

test('a folder that is not there yields nothing and breaks nothing', async () => {
  const none = join(folder, 'none');
  assert.deepEqual((await see(none, 'repoFiles')).files, []);
  assert.equal(await see(none, 'manifest'), null);
});

test('each collector runs once, and what it touches can be refused', async () => {
  let runs = 0;
  const counted: Collector<number> = {
    title: 'counted',
    reads: ['network'],
    collect: () => Promise.resolve({ value: (runs += 1), origin: 'x' }),
  };
  const session = new Session(madeUpSource({}));
  const both = await Promise.all([session.ask(counted), session.ask(counted)]);
  assert.equal(both[0], both[1]);
  assert.equal(runs, 1);
  const refused = await new Session(madeUpSource({}), { refused: ['network'] }).ask(counted);
  assert.equal(refused.status, 'unavailable');
  assert.equal(runs, 1);
});

test('a collector that throws is broken, one that cannot says what would help', async () => {
  const session = new Session(madeUpSource({}));
  const failing = (error: Error): Collector<never> => ({
    title: 'made up',
    reads: [],
    async collect() {
      throw error;
    },
  });
  const broken = await session.ask(failing(new Error('oops')));
  assert.deepEqual(broken, { status: 'broken', reason: 'made up: oops' });
  const cannot = await session.ask(failing(new CannotCollect('no token', 'give one')));
  assert.deepEqual(cannot, { status: 'unavailable', reason: 'no token', remedy: 'give one' });
});

test('an archive leaves texts out unless asked, and is read back whole', async () => {
  const session = new Session(madeUpSource({ 'package.json': '{}', 'a.js': 'secret text' }));
  const provide = (name: EvidenceName): Promise<Evidence<unknown>> =>
    session.ask<unknown>(collectors[name]);
  const names = evidenceNamesOf('repository');
  const without = JSON.stringify(await archiveOf('x', provide, false, names));
  assert.doesNotMatch(without, /secret text/);
  const whole = await archiveOf('x', provide, true, names);
  assert.deepEqual(parseArchive(JSON.stringify(whole)), JSON.parse(JSON.stringify(whole)));
  for (const text of ['{', '{}', '{"version":2}', '[]'])
    assert.throws(() => parseArchive(text), /the evidence is n/);
});
