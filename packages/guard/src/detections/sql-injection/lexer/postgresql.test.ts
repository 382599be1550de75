import assert from 'node:assert/strict';
import { it } from 'node:test';
import { loadModule } from 'libpg-query';
import { compare, generated, randomOf } from '../../../../../../bench/oracles/sql-postgresql.ts';

it("divides 20,000 generated strings as PostgreSQL's own scanner does", async () => {
  await loadModule();
  const random = randomOf(20_261_124);
  const counts = { agrees: 0, differs: 0, unscannable: 0 };
  while (counts.agrees + counts.differs < 20_000) counts[compare(generated(random))] += 1;
  // libpg-query does not join strings over a line end with a comment beside it; the server does.
  assert.ok(counts.differs <= 8, `${counts.differs} differ`);
});
