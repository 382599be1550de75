import type { MeansPurpose } from '../analysis/host/facts.ts';
import { madeUpMeans, madeUpSystem } from './host-example.ts';
import { defineRule, failBy, notApplicable, pass, type Rule } from './rule.ts';

/** A rule that asks of a host whether it has some means of a purpose. */
type MeansRule = Omit<Rule, 'needs' | 'mayRead' | 'run' | 'examples' | 'mend'> & {
  readonly purpose: MeansPurpose;
  /** What is said where there is none. */
  readonly missing: string;
  /** Why a container needs none. */
  readonly inContainers: string;
};

export function meansRule({ purpose, missing, inContainers, ...about }: MeansRule): Rule {
  const hostSystem = madeUpSystem();
  return defineRule({
    ...about,
    needs: ['hostSystem', 'hostMeans'],
    run({ hostSystem, hostMeans: { means } }) {
      if (hostSystem.isContainer) return notApplicable(inContainers);
      const [found] = means[purpose];
      if (found !== undefined) return pass(found);
      return failBy([{ message: missing, identity: 'none' }], '');
    },
    examples: [
      {
        title: 'there is one',
        evidence: { hostSystem, hostMeans: madeUpMeans({ [purpose]: ['it runs'] }) },
        expect: 'pass',
      },
      {
        title: 'there is none',
        evidence: { hostSystem, hostMeans: madeUpMeans() },
        expect: 'fail',
      },
      {
        title: 'a container',
        evidence: {
          hostSystem: madeUpSystem({ isContainer: true }),
          hostMeans: madeUpMeans(),
        },
        expect: 'not-applicable',
      },
    ],
  });
}
