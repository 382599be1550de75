import { check, practiceQuestion, type Target, targetsOf } from '@castellan/check';
import { escapeUnsafe, practices } from '@castellan/core';
import { version } from '../../version.ts';
import { advisoriesAt } from '../check/advisories-at.ts';
import { cacheFor } from '../check/cache-at.ts';
import { evidenceOf } from '../check/evidence-of.ts';

const commands: Readonly<Record<Target, string>> = {
  repository: 'castellan check',
  site: 'castellan check site URL',
  host: 'castellan check host',
  domain: 'castellan check domain NAME',
  image: 'castellan check image FILE',
  app: 'castellan attack',
};

/** Which practices are unknown here, and what would make each of them known. */
export async function unknownPractices(folder: string): Promise<string> {
  const { cache } = cacheFor(folder, true);
  const { target, provide } = evidenceOf(undefined, {
    cache,
    advisories: advisoriesAt(undefined, true),
  });
  const report = await check({ target, castellan: version(), provide, now: Date.now() });
  const open = report.practices.filter(({ status }) => status === 'unknown' || status === 'error');
  const blocks = open.map(({ practice }) => {
    const rows = report.rules
      .filter((one) => one.practice === practice && /^(unknown|error)$/.test(one.status))
      .map(({ rule, reason }) => `${rule} needs ${escapeUnsafe(reason)}`);
    const others = targetsOf(practice).filter((kind) => kind !== 'repository');
    rows.push(...others.map((kind) => `${commands[kind]} looks at it from there`));
    const question = practiceQuestion(practice);
    if (question !== undefined)
      rows.push(
        `a person can answer (${question}): castellan attest ${practice} --by NAME --until DAY --statement TEXT`,
      );
    return `${practice} ${practices[practice].title}\n${rows.map((row) => `    ${row}\n`).join('')}`;
  });
  const count = `${open.length} of ${report.practices.length} practices are unknown here`;
  return `${count}${open.length === 0 ? '.' : ':'}\n\n${blocks.join('\n')}`;
}
