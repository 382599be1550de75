import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { query } from '../cases/case.ts';
import { type SqlApp, sqlApps } from '../cases/sql-apps.ts';
import { type RunningApp, startApp } from '../harness/app-process.ts';
import { appNode } from '../harness/nodes.ts';
import { guardEntry } from '../harness/places.ts';
import { linesOf, spansOf } from '../harness/spans.ts';
import { bareOrder, startOf, type Tracing, tracings } from '../harness/tracing.ts';
import { variantFile } from '../harness/variants.ts';
import { skipWithout } from '../servers/server-table.ts';

/**
 * Tracing waits for the end of each statement in the way of that driver. A refused one must end like
 * any that fails, or the trace of its request is never told.
 */

const attack = "nobody' OR '1'='1";
/** Styles that tracing itself never sees the end of when they fail. */
const withoutEnd: Readonly<Record<string, readonly string[]>> = { 'dd-trace': ['cursor'] };
const drivers = ['pg', 'postgres', 'mysql2', 'mysql', 'mariadb', 'tedious'];

for (const tracing of tracings)
  for (const app of sqlApps.filter((one) => drivers.includes(one.app.replace('sql/', ''))))
    describe(
      `${tracing.name}, ${app.app}`,
      {
        skip: app.needs !== undefined && skipWithout(app.needs),
      },
      () => testDriver(tracing, app),
    );

function testDriver(tracing: Tracing, { app, statements }: SqlApp): void {
  let running: RunningApp | undefined;
  before(async () => {
    running = await startApp({
      file: variantFile(app, 'esm'),
      node: appNode,
      flags: bareOrder.flags(startOf(tracing), guardEntry),
      env: { TESTBED_ESM: '1' },
    });
  });
  after(async () => void (await running?.stop()));

  for (const style of statements) {
    const skip =
      (withoutEnd[tracing.name] ?? []).includes(style) &&
      `${tracing.name} never ends the span of one that fails, with or without guard`;
    it(`tells the trace of a request whose statement was refused: ${style}`, { skip }, async () => {
      assert.ok(running !== undefined);
      const { status, text } = await running.send(query(`/${style}/users`, { name: attack }));
      assert.equal(status, 403, text);
      const spans = await spansOf(running);
      assert.ok(
        spans.some(({ httpStatus }) => httpStatus === 403),
        `told: ${linesOf(spans).join('\n')}`,
      );
    });
  }
}
