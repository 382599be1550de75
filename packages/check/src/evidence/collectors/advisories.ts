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
    const [odd] = found.filter(({ problem }) => problem !== undefined);
    const unread = odd && `${odd.path}: ${odd.problem}`;
    if (odd !== undefined && found.every(({ packages }) => packages.length === 0))
      throw new CannotCollect(
        `${odd.path} cannot be read: ${odd.problem}`,
        'let the package manager write it anew',
      );
    const packages = found.flatMap(({ kind, path, packages: locked }) =>
      locked.flatMap(({ name, version, place, isDev }) =>
        // Only npm's places are on the disk.
        version === undefined
          ? []
          : [{ name, version, place: kind === 'npm' ? place : path, isDev }],
      ),
    );
    const { value, origin } = await lookUp(source, 'npm', packages);
    return { value: { ...value, ...(unread !== undefined && { unread }) }, origin };
  },
};
