import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const servers =
  /^(@apollo\/server|apollo-server(-\w+)?|graphql-yoga|mercurius|express-graphql|graphql-http|@nestjs\/(apollo|graphql|mercurius)|type-graphql|graphql-helix)$/;
const limits =
  /^(graphql-depth-limit|@graphile\/depth-limit|graphql-query-complexity|graphql-cost-analysis|graphql-validation-complexity|graphql-armor|@escape\.tech\/graphql-armor[\w-]*|@envelop\/(depth-limit|persisted-operations|rate-limiter))$/;
const inCode =
  /queryDepth\s*:|depthLimit\s*\(|maxDepth\s*:|costLimit|complexityLimit|persistedOperations|usePersistedOperations|onlyPersisted\s*:\s*true/;

/** Queries of GraphQL have a limit. */
export const rule: Rule = defineRule({
  id: 'graphql/limits',
  practice: 'P5',
  severity: 'medium',
  confidence: 'likely',
  cwe: 770,
  controls: ['soc2:A1.2', 'iso27001:A.8.26'],
  title: 'Queries of GraphQL have a limit of depth or cost',
  why: 'One query of a hundred levels, users of orders of users, asks the database for millions of rows.',
  fix: 'Add `validationRules: [depthLimit(8)]` of graphql-depth-limit, or take only queries that you know (persisted operations).',
  needs: ['packages', 'texts'],
  run({ packages, texts }) {
    const names = packages.flatMap(({ manifest }) => Object.keys(manifest.dependencies));
    const server = names.find((name) => servers.test(name));
    if (server === undefined) return notApplicable('no package serves GraphQL');
    const limit = names.find((name) => limits.test(name));
    const file = texts.files.find(
      ({ path, text }) => /\.[cm]?[jt]s$/.test(path) && inCode.test(text),
    );
    if (limit !== undefined || file !== undefined) return failBy([], limit ?? file!.path);
    return failBy(
      [{ message: `${server} answers queries of any depth and cost`, identity: server }],
      '',
    );
  },
  examples: [
    {
      title: 'a limit of depth',
      given: {
        'package.json': '{"dependencies":{"@apollo/server":"5","graphql-depth-limit":"1"}}',
      },
      expect: 'pass',
    },
    {
      title: 'that of mercurius',
      given: {
        'package.json': '{"dependencies":{"mercurius":"16"}}',
        'a.js': 'app.register(mercurius, { queryDepth: 7 });',
      },
      expect: 'pass',
    },
    {
      title: 'none',
      given: { 'package.json': '{"dependencies":{"@apollo/server":"5"}}', 'a.js': '' },
      expect: 'fail',
    },
    { title: 'no GraphQL', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});
