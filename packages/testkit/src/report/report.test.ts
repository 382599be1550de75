import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { judgeLook, patience, startBrowser, troublesOf } from '../console/browser.ts';
import { withoutChromium } from '../console/signed-in.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-report-'));
after(() => rmSync(home, { recursive: true }));

const cli = new URL('../../../castellan/src/cli.ts', import.meta.url).href;
const hostileName = `a'"><img src=x onerror=alert(1)>.js`;
const files = {
  'package.json': '{"name":"shop","private":true,"dependencies":{"express":"5.0.0"}}',
  Dockerfile: 'FROM node:24\nCMD ["node", "app.js"]\n',
  [hostileName]: [
    "const express = require('express');",
    'const app = express();',
    '// <script>alert(1)</script><style>body{display:none}</style>',
    "app.get('/', (req, res) => { const { q } = req.query; const sum = `<b>${q}`; res.json(eval(sum)); });",
  ].join('\n'),
};

/** The page that castellan check writes about these files, with a trend. */
function reportPage(): string {
  const root = join(home, 'shop');
  mkdirSync(root);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const run = (...argv: string[]): void => {
    const code = `import { main } from ${JSON.stringify(cli)}; await main(${JSON.stringify(argv)});`;
    const flags = ['-C', 'castellan-source', '--input-type=module', '-e', code];
    const { status, stderr } = spawnSync(process.execPath, flags, { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  };
  run('check', '--output', 'before.json');
  writeFileSync(join(root, 'Dockerfile'), 'FROM node:24\nUSER node\nCMD ["node", "app.js"]\n');
  run('check', '--baseline', 'before.json', '--output', 'report.html');
  return pathToFileURL(join(root, 'report.html')).href;
}

test(
  'the report as a page: no script, nothing loaded, readable on a phone, in the dark and on paper',
  { skip: withoutChromium, timeout: 5 * patience },
  async () => {
    const address = reportPage();
    const browser = await startBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
      const troubles = await troublesOf(page);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(address);
      assert.match(await page.locator('.gate').innerText(), /gate passed/);
      assert.match(await page.locator('h3:text-is("Trend") + p').innerText(), /1 gone/);
      const finding = page.locator('.finding').filter({ hasText: 'injection/code' });
      assert.match(await finding.innerText(), /<img src=x onerror=alert\(1\)>\.js:4/);
      assert.match(await finding.locator('pre').innerText(), /<script>alert\(1\)<\/script>/);
      await judgeLook(page, 'report', { fullPage: true });
      await page.setViewportSize({ width: 375, height: 800 });
      await judgeLook(page, 'report-phone', { isLayoutOnly: true });
      await page.locator('#C4 summary').click();
      assert.equal(await page.getByText('Contributes to').first().isVisible(), false);
      assert.ok(await page.locator('#C4').getByText('Contributes to').isVisible());
      await page.emulateMedia({ media: 'print' });
      assert.ok(await page.locator('#I5').getByText('Contributes to').isVisible());
      assert.deepEqual([troubles, asked], [[], [address]]);
    } finally {
      await browser.close();
    }
  },
);
