import type { AdvisoryLook } from '../../analysis/advisories/facts.ts';
import { fromParts, stagesOf } from '../../analysis/docker-stages.ts';
import { lookUp } from '../advisories/look-up.ts';
import { type Collector, required } from '../collector.ts';
import { collector as dockerfiles } from './dockerfiles.ts';
import { collector as settings } from './settings.ts';

/** Where OSV keeps what the Node.js project says of its own releases: npm has none of it. */
const ecosystem = 'Bitnami';
const whole = /^v?(\d+\.\d+\.\d+)(?=$|-|\s)/;

/** What is known of the releases of Node.js that files name to the last number. */
export const collector: Collector<AdvisoryLook> = {
  title: 'advisories of Node.js itself',
  reads: ['files'],
  async collect(source, ask) {
    const stated: { version: string | undefined; place: string }[] = [];
    for (const { path, text } of await required(ask, settings)) {
      const named = /(^|\/)\.(nvmrc|node-version)$/.test(path)
        ? text.trim()
        : path.endsWith('.tool-versions')
          ? /^nodejs\s+(\S+)/m.exec(text)?.[1]
          : undefined;
      stated.push({ version: whole.exec(named ?? '')?.[1], place: path });
    }
    for (const { path, instructions } of await required(ask, dockerfiles))
      for (const [from] of stagesOf(instructions)) {
        const tag = /(?:^|\/)node:([^@]+)/.exec(fromParts(from?.text ?? '').image)?.[1];
        stated.push({ version: whole.exec(tag ?? '')?.[1], place: path });
      }
    const packages = stated.flatMap(({ version, place }) =>
      version === undefined ? [] : [{ name: 'node', version, place, isDev: false }],
    );
    return await lookUp(source, ecosystem, packages);
  },
};
