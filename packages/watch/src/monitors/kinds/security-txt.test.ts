import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look, now, site } from '../case-look.ts';

const dayMs = 86_400_000;

test('security.txt: what RFC 9116 asks for, and its end in time', async () => {
  let text = '';
  let type = 'text/plain; charset=utf-8';
  let status = 200;
  const url = await site(
    (_, response) => void response.writeHead(status, { 'content-type': type }).end(text),
  );
  const in_ = (days: number): string =>
    new Date(now.getTime() + days * dayMs + 60_000).toISOString();
  const contact = 'Contact: mailto:security@example.com\n';
  const cases: readonly (readonly [text: string, level: string, summary: RegExp])[] = [
    [`${contact}Expires: ${in_(200)}\n`, 'ok', /Valid for 200 days/],
    [
      `# a comment\r\ncontact: https://example.com/report\r\nEXPIRES: ${in_(31)}\r\n`,
      'ok',
      /31 days/,
    ],
    [`${contact}Expires: ${in_(30)}\n`, 'warning', /expires in 30 days/],
    [`${contact}Expires: ${in_(-2)}\n`, 'warning', /has expired/],
    [`Expires: ${in_(200)}\n`, 'warning', /no contact/],
    [contact, 'warning', /just one Expires/],
    [`${contact}Expires: ${in_(9)}\nExpires: ${in_(9)}\n`, 'warning', /just one Expires/],
    [`${contact}Expires: soon\n`, 'warning', /just one Expires/],
  ];
  for (const [body, level, summary] of cases) {
    text = body;
    const found = await look('security-txt', { site: url });
    assert.equal(found.level, level, body);
    assert.match(found.summary, summary);
  }
  type = 'text/html';
  assert.match((await look('security-txt', { site: url })).summary, /not served as text\/plain/);
  status = 404;
  assert.match((await look('security-txt', { site: url })).summary, /answered 404/);
});
