import { randomBytes } from 'node:crypto';
import { type ExposedFile, exposedFiles } from '@castellan/core';
import * as z from 'zod';
import { type Answer, exchange, type Reach } from '../../outbound/exchange.ts';
import { defineMonitor, type MonitorKind } from '../monitor-kind.ts';
import { sideBySide } from '../side-by-side.ts';

const mostAtOnce = 4;
const maxBytes = 4_096;

export const monitor: MonitorKind = defineMonitor({
  kind: 'files',
  title: 'Exposed files',
  hint: 'Asks a site for what should not be there for visitors, such as /.git/HEAD, /.env and dumps, and tells what answers like the real thing. Its content is not kept.',
  everyMinutes: 720,
  badLooks: 1,
  mostSeconds: 120,
  settings: z.object({
    site: z
      .url({ protocol: /^https?$/, error: 'an address such as https://example.com' })
      .max(500)
      .meta({ title: 'Site' }),
  }),
  async look({ site }, { reach, signal }) {
    const missing = await ask(site, `/${randomBytes(8).toString('hex')}`, reach);
    const answers = await sideBySide(exposedFiles, mostAtOnce, signal, async (file) => {
      const answer = await ask(site, file.path, reach).catch(() => undefined);
      return answer === undefined ? 'no answer' : isReal(file, answer, missing);
    });
    const open = exposedFiles.filter((_, index) => answers[index] === true);
    const silent = answers.filter((one) => one === 'no answer').length;
    const facts = [
      ...open.map(({ path, what }) => ({ name: path, value: what })),
      { name: 'Asked for', value: `${answers.length} paths, ${silent} without an answer` },
    ];
    if (open.length > 0) {
      const summary = `Open to everybody: ${open.map(({ path }) => path).join(', ')}`;
      return { level: 'critical', step: summary, summary, facts };
    }
    if (silent > 0) {
      const summary = `${silent} of ${answers.length} paths gave no answer`;
      return { level: 'warning', step: 'not all seen', summary, facts };
    }
    return { level: 'ok', summary: 'Nothing is exposed', facts };
  },
});

/** A site that answers every path with a page answers a random one so, too. */
function isReal({ looks, isPage }: ExposedFile, answer: Answer, missing: Answer): boolean {
  if (answer.status !== 200 || !looks.test(answer.text.slice(0, maxBytes))) return false;
  if (missing.status === 200 && looks.test(missing.text.slice(0, maxBytes))) return false;
  return isPage || !/^text\/html\b/i.test(answer.headers['content-type'] ?? '');
}

function ask(site: string, path: string, reach: Reach): Promise<Answer> {
  const url = new URL(path, site).href;
  return exchange({ method: 'GET', url, headers: {}, body: '', maxBytes }, reach);
}
