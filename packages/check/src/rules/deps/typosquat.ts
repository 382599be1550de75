import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** No dependency has a name that is made to be taken for another. */
export const rule: Rule = defineRule({
  id: 'deps/typosquat',
  practice: 'C10',
  severity: 'medium',
  confidence: 'possible',
  cwe: 829,
  controls: ['asvs5:15.2.4'],
  title: 'No dependency is one letter away from a well-known package',
  why: 'Packages with a slip in the name wait for whoever mistypes: `crossenv` sent the environment of every machine to its author.',
  fix: 'Look at the package on the registry: who publishes it, since when, for whom. If the other one was meant, replace it and every secret that was on a machine which installed it; if not, accept the finding.',
  needs: ['lookalikePackages'],
  run({ lookalikePackages: { asked, found } }) {
    if (asked === 0) return notApplicable('no package.json asks for a package');
    return failBy(
      found.map(({ name, like, file }) => ({
        place: { file },
        message: `${name} is easily taken for ${like}`,
        identity: name,
      })),
      `${asked} names, none of them near a well-known one`,
    );
  },
  examples: [
    {
      title: 'well-known ones, one of the repository, one by address and one of a scope',
      given: {
        'package.json':
          '{"workspaces":["loadsh"],"dependencies":{"lodash":"^4","preact":"^10","loadsh":"*","expresss":"github:acme/expresss","@acme/expres":"1"}}',
        'loadsh/package.json': '{"name":"loadsh"}',
      },
      expect: 'pass',
    },
    {
      title: 'two slips, of the root and of a workspace',
      given: {
        'package.json': '{"workspaces":["app"],"dependencies":{"loadsh":"^4"}}',
        'app/package.json': '{"name":"app","devDependencies":{"crossenv":"^7"}}',
      },
      expect: 'fail',
      at: ['package.json', 'app/package.json'],
    },
    { title: 'nothing asked for', given: { 'package.json': '{}' }, expect: 'not-applicable' },
    { title: 'no package.json', expect: 'not-applicable' },
  ],
});
