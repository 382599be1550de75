// Compares the grade of a site's headers with MDN's own tests, on made-up sites.
//   npm run -s source bench/headers/run.ts -- --peer DIR [--sites 5000] [--seed 1] [--show]
// DIR is a folder in which @mdn/mdn-http-observatory is installed. Its list of preloaded domains is not
// part of the package; it must be there as conf/hsts-preload.json, and may be {}.
// Ends in 1 when a score differs for no reason that is known, in 3 when there is no peer.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { valuesOf } from '../../packages/core/src/site/index.ts';
import { headerGrade } from '../../packages/check/src/analysis/site/observatory/grade.ts';
import { dice, madeUpSite, type MadeUpSite } from './made-up-sites.ts';
import { observatoryIn } from './observatory.ts';

const { values: flags } = parseArgs({
  options: {
    peer: { type: 'string' },
    sites: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'boolean', default: false },
  },
});
if (flags.peer === undefined || !existsSync(flags.peer)) {
  console.log(`no package at ${flags.peer ?? '--peer'}: nothing was compared`);
  process.exitCode = 3;
} else process.exitCode = await compare(flags.peer, Number(flags.sites));

async function compare(directory: string, count: number): Promise<0 | 1> {
  const peer = await observatoryIn(directory);
  const roll = dice(Number(flags.seed));
  const known = new Map<string, number>();
  const unknown = new Map<string, number>();
  let alike = 0;
  for (let index = 0; index < count; index += 1) {
    const site = madeUpSite(roll);
    const ours = headerGrade(site.pages, site.preflight)!;
    const theirs = peer(site);
    if (ours.score === theirs.score) {
      alike += 1;
      continue;
    }
    const reason = knownDifference(site);
    if (reason !== undefined) add(known, reason);
    else {
      const tests = ours.tests.flatMap(({ outcome, modifier }, at) => {
        const other = theirs.results[at]!;
        return other.modifier === modifier ? [] : [`${outcome} against ${other.name}`];
      });
      add(unknown, tests.join(', '));
      if (flags.show) console.log(tests, JSON.stringify(site.pages.secure[0]));
    }
  }
  console.log(`${count} made-up sites: the same score for ${alike}`);
  for (const [reason, times] of known) console.log(`  ${times} differ: ${reason}`);
  for (const [tests, times] of unknown) console.log(`  ${times} differ: ${tests}`);
  return unknown.size === 0 ? 0 : 1;
}

/** Where we judge as browsers do, and the peer does not. */
function knownDifference({ pages }: MadeUpSite): string | undefined {
  const page = pages.secure.at(-1)!;
  const [policy] = valuesOf(page, 'content-security-policy');
  if (page.body.includes('http-equiv'))
    return 'a policy in a <meta> element, which counts beside the header and not for framing';
  if (valuesOf(page, 'strict-transport-security').includes('max-age=x'))
    return 'HSTS whose max-age is no number';
  if (policy !== undefined && /default-src[^;]*'strict-dynamic'/.test(policy))
    return "'strict-dynamic' in default-src, which frees scripts alone from the list";
  return undefined;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
