import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const cli = new URL('./cli.ts', import.meta.url).href;

function castellan(...argv: string[]): { code: number | null; out: string; err: string } {
  const code = `import { main } from ${JSON.stringify(cli)}; process.exitCode = await main(${JSON.stringify(argv)});`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-C', 'castellan-source', '--input-type=module', '-e', code],
    { encoding: 'utf8' },
  );
  return { code: status, out: stdout, err: stderr };
}

test('without arguments and with --help it shows every command', () => {
  for (const argv of [[], ['--help'], ['-h'], ['help']]) {
    const { code, out } = castellan(...argv);
    assert.equal(code, 0);
    assert.match(out, /^ {2}guard tail +Show/m);
  }
});

test('a command has a page with its flags and examples', () => {
  for (const argv of [
    ['guard', 'tail', '--help'],
    ['help', 'guard', 'tail'],
  ]) {
    const { code, out } = castellan(...argv);
    assert.equal(code, 0);
    assert.match(out, /--no-follow.*\n[^]*Examples:\n {2}castellan guard tail\n/);
  }
});

test('--version prints the version of the package', () => {
  assert.match(castellan('--version').out, /^\d+\.\d+\.\d+\S*\n$/);
});

test('what it does not know ends in 2 and names what was probably meant', () => {
  const misuse: [string[], RegExp][] = [
    [['gaurd', 'tail'], /unknown command "gaurd"; did you mean castellan guard tail\?\n/],
    [['guard', 'tial'], /unknown command "guard tial"; did you mean castellan guard tail\?\n/],
    [['zzzzzzzzz'], /unknown command "zzzzzzzzz"\nSee castellan --help\n/],
    [
      ['guard', 'tail', '--sinse=1h'],
      /unknown flag --sinse; did you mean --since\?\nSee castellan guard tail --help\n/,
    ],
    [
      ['guard', 'tail', '--since', 'yesterday'],
      /--since takes a time such as 90s, 15m, 1h or 2d, not "yesterday"\n/,
    ],
    [['guard', 'tail', 'x'], /unexpected argument x\n/],
    [['guard', 'tail', '--file'], /--file/],
  ];
  for (const [argv, message] of misuse) {
    const { code, err, out } = castellan(...argv);
    assert.equal(code, 2, argv.join(' '));
    assert.match(err, message);
    assert.doesNotMatch(err, /\n {4}at /);
    assert.equal(out, '');
  }
});

test('a command that fails ends in 1 and says what to do', () => {
  const { code, err } = castellan(
    'guard',
    'tail',
    '--no-follow',
    '--file',
    '/nowhere/findings.ndjson',
  );
  assert.equal(code, 1);
  assert.match(err, /\/nowhere\/findings\.ndjson is not there; start the app with guard/);
});
