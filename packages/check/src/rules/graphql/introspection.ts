import { lineRule } from '../line-rule.ts';
import type { Rule } from '../rule.ts';

/** The whole schema is not handed to everybody. */
export const rule: Rule = lineRule({
  id: 'graphql/introspection',
  practice: 'P6',
  severity: 'low',
  confidence: 'likely',
  cwe: 200,
  controls: ['asvs5:13.4.2', 'iso27001:A.8.26'],
  title: 'GraphQL does not explain itself to everybody in production',
  why: 'Introspection lists every query, field and mutation, those that no page uses included: attackers start there.',
  fix: "Write `introspection: process.env.NODE_ENV !== 'production'`, the same for the playground.",
  about: /ApolloServer|graphqlHTTP|createYoga|mercurius|GraphQLModule/,
  absent: 'no code serves GraphQL',
  bad: [
    {
      pattern: /\b(introspection|playground|graphiql)\s*:\s*true\b/g,
      message: '$1 is on everywhere',
    },
  ],
  mend: {
    needsUnsafe: true,
    title: 'Leave it on where NODE_ENV is not production',
    offer({ path, text, source, end }) {
      const env = text.includes('process.env[')
        ? "process.env['NODE_ENV']"
        : 'process.env.NODE_ENV';
      return {
        title: `Let GraphQL of ${path} explain itself outside of production only`,
        edits: [source.replace(end - 'true'.length, end, `${env} !== 'production'`)],
        // An API for everybody may be meant to explain itself.
        isUnsafe: true,
        afterwards: 'see that NODE_ENV is production where the app runs for others',
      };
    },
  },
  examples: [
    {
      title: 'off in production',
      given: {
        'a.js': "new ApolloServer({ introspection: process.env.NODE_ENV !== 'production' });",
      },
      expect: 'pass',
    },
    {
      title: 'on everywhere',
      given: { 'a.js': '\nnew ApolloServer({ introspection: true });' },
      expect: 'fail',
      at: ['a.js:2'],
      fixed: {
        'a.js': "\nnew ApolloServer({ introspection: process.env.NODE_ENV !== 'production' });",
      },
    },
    {
      title: 'the page to try it',
      given: {
        'a.ts':
          "const port = process.env['PORT'];\napp.use(graphqlHTTP({ schema, graphiql:  true /* for all */ }));",
      },
      expect: 'fail',
      fixed: {
        'a.ts':
          "const port = process.env['PORT'];\napp.use(graphqlHTTP({ schema, graphiql:  process.env['NODE_ENV'] !== 'production' /* for all */ }));",
      },
    },
    {
      title: 'two on one line: which is which',
      given: {
        'a.js': 'new ApolloServer({ playground: true, introspection: true });',
      },
      expect: 'fail',
      at: ['a.js:1', 'a.js:1'],
      fixed: {
        'a.js':
          "new ApolloServer({ playground: process.env.NODE_ENV !== 'production', introspection: process.env.NODE_ENV !== 'production' });",
      },
    },
    { title: 'no GraphQL', given: { 'a.js': 'introspection: true' }, expect: 'not-applicable' },
  ],
});
