import type { ServicePurpose } from '../analysis/host/facts.ts';
import { madeUpServices, madeUpSystem } from './host-example.ts';
import { defineRule, failBy, notApplicable, pass, type Rule } from './rule.ts';

/** A rule that asks of a host whether it has some means of a purpose. */
type MeansRule = Omit<Rule, 'needs' | 'run' | 'examples' | 'mend'> & {
  readonly purpose: ServicePurpose;
  /** What is said where there is none. */
  readonly missing: string;
  /** Why a container needs none. */
  readonly inContainers: string;
};

export function meansRule({ purpose, missing, inContainers, ...about }: MeansRule): Rule {
  const hostSystem = madeUpSystem();
  return defineRule({
    ...about,
    needs: ['hostSystem', 'hostServices'],
    run({ hostSystem, hostServices: { means } }) {
      if (hostSystem.isContainer) return notApplicable(inContainers);
      const [found] = means[purpose];
      if (found !== undefined) return pass(found);
      return failBy([{ message: missing, identity: 'none' }], '');
    },
    examples: [
      {
        title: 'there is one',
        evidence: { hostSystem, hostServices: madeUpServices({ [purpose]: ['it runs'] }) },
        expect: 'pass',
      },
      {
        title: 'there is none',
        evidence: { hostSystem, hostServices: madeUpServices() },
        expect: 'fail',
      },
      {
        title: 'a container',
        evidence: {
          hostSystem: madeUpSystem({ isContainer: true }),
          hostServices: madeUpServices(),
        },
        expect: 'not-applicable',
      },
    ],
  });
}
