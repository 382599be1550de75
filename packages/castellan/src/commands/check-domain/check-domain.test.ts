import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { reportSchema } from '@castellan/check';
import { type CaseNameServer, startNameServer } from '@castellan/check/cases';
import { startCli } from '../../case-cli.ts';

let server: CaseNameServer;
before(async () => {
  server = await startNameServer({
    zone: {
      'shop.example': {
        NS: ['ns1.shop.example'],
        A: ['192.0.2.1'],
        TXT: ['v=spf1 \u001bx +all'],
      },
      'ns1.shop.example': { A: ['192.0.2.53'] },
      'old.shop.example': { CNAME: ['gone.azurewebsites.net'] },
      'azurewebsites.net': { NS: ['ns.azure.example'] },
    },
  });
});
after(() => server.close());

test('a domain is judged by the rules about domains', async () => {
  const told = await startCli(
    '.',
    'check',
    'domain',
    'Shop.Example.',
    '--resolver',
    server.address,
  );
  assert.equal(told.code, 1, told.err + told.out);
  assert.match(told.out, /✖ high {2}mail\/spf I14 {2}shop\.example/);
  assert.match(told.out, /dns\/dangling I14 {2}old\.shop\.example/);
  assert.match(told.out, /one name server alone/);
  assert.match(
    told.out,
    /\? unknown {2}domain\/expiry I14\s+no RDAP server is known for \.example/,
  );
  assert.doesNotMatch(told.out, /secrets\/tree|\u001bx/);
  const { out } = await startCli(
    '.',
    'check',
    'domain',
    'shop.example',
    '--resolver',
    server.address,
    '--json',
  );
  const report = reportSchema.parse(JSON.parse(out));
  assert.equal(report.kind, 'domain');
  assert.ok(report.isWhole);
});

test('what is no domain, no resolver or not there is told in words', async () => {
  for (const [argv, told] of [
    [[], /which domain\? castellan check domain example\.com/],
    [['localhost'], /"localhost" is no domain/],
    [['192.0.2.1'], /is no domain/],
    [['shop.example', '--resolver', 'dns.example'], /--resolver takes an address/],
    [['shop.example', '--rdap', 'ftp://x'], /--rdap takes an address/],
    [['shop.example', '--selector', 'a b'], /--selector takes a name/],
    [['shop.example', '--only', 'headers/csp'], /about a running site/],
  ] as const) {
    const { code, err } = await startCli('.', 'check', 'domain', ...argv);
    assert.equal(code, 2, err);
    assert.match(err, told);
  }
  const gone = await startCli(
    '.',
    'check',
    'domain',
    'missing.example',
    '--resolver',
    server.address,
  );
  assert.equal(gone.code, 3, gone.out);
  assert.match(gone.out, /there is no domain missing\.example/);
});
