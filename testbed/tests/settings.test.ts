import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { query } from '../cases/case.ts';
import { startApp, type RunningApp } from '../harness/app-process.ts';
import { appNode } from '../harness/nodes.ts';
import { buildBundle, variantFile } from '../harness/variants.ts';
import { skipWithout } from '../servers/server-table.ts';

/** Escaped rightly for the usual setting, and an attack under the other. */
const cases = [
  {
    app: 'settings/pg',
    needs: 'POSTGRES_URL',
    attack: String.raw`\' UNION SELECT id, secret FROM secrets -- `,
    usual: 'on',
    other: 'off',
    ways: ['startup', 'statement'],
  },
  {
    app: 'settings/mysql2',
    needs: 'MYSQL_PORT',
    attack: "x' UNION SELECT id, secret FROM secrets -- ",
    usual: 'ANSI_QUOTES',
    other: 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES',
    ways: ['statement'],
  },
] as const;

for (const { app, needs, attack, usual, other, ways } of cases)
  for (const variant of ['esm', 'bundle'] as const)
    for (const way of ways) {
      const skip = skipWithout(needs);
      describe(`${app}, ${variant}, set by ${way}`, { skip }, () => {
        let running: RunningApp[] = [];
        const start = (setting: string, isGuarded: boolean): Promise<RunningApp> => {
          const env = { SETTING: setting, HOW: way };
          return startApp({ file: variantFile(app, variant), node: appNode, isGuarded, env });
        };
        before(async () => {
          if (variant === 'bundle') await buildBundle(app);
          const starts = [start(usual, true), start(other, true), start(other, false)];
          running = await Promise.all(starts);
        });
        after(() => Promise.all(running.map((one) => one.stop())));

        it('serves the value under the usual setting', async () => {
          const answer = await running[0]?.send(query('/users', { name: attack }));
          const got = [answer?.status, answer?.text];
          assert.deepEqual(got, [200, '{"rows":[]}'], `${answer?.text}${running[0]?.output()}`);
        });

        it('is open to it under the other without guard, and closed with it', async () => {
          const open = await running[2]?.send(query('/users', { name: attack }));
          assert.ok(open?.text.includes('crown-jewels'), open?.text);
          const answer = await running[1]?.send(query('/users', { name: attack }));
          assert.equal(answer?.status, 403, `${answer?.text}${running[1]?.output()}`);
        });

        it("serves O'Brien under every setting under which his escaped name is one", async () => {
          for (const one of running.slice(0, app === 'settings/pg' ? 2 : 1)) {
            const answer = await one.send(query('/users', { name: "O'Brien" }));
            assert.equal(answer.text, `{"rows":[{"id":2,"name":"O'Brien"}]}`, one.output());
          }
        });
      });
    }
