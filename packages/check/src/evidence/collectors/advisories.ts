import type { AdvisoryLook } from '../../analysis/advisories/facts.ts';
import { lookUp } from '../advisories/look-up.ts';
import { CannotCollect, type Collector, required } from '../collector.ts';
import { collector as lockfiles } from './lockfiles.ts';

/** What is known of the versions that the lockfiles pin. */
export const collector: Collector<AdvisoryLook> = {
  title: 'advisories of the dependencies',
  reads: ['files'],
  async collect(source, ask) {
    const found = await required(ask, lockfiles);
    const odd = found.find(({ kind, problem }) => kind !== 'npm' || problem !== undefined);
    const read = found.filter(({ packages }) => packages.length > 0);
    if (read.length === 0 && odd !== undefined)
      throw new CannotCollect(
        odd.problem === undefined
          ? `the packages of ${odd.path} are not read`
          : `${odd.path} cannot be read: ${odd.problem}`,
        'keep a package-lock.json of version 3',
      );
    const packages = read
      .flatMap((lockfile) => lockfile.packages)
      .flatMap(({ name, version, place, isDev }) =>
        version === undefined ? [] : [{ name, version, place, isDev }],
      );
    return lookUp(source, 'npm', packages);
  },
};
