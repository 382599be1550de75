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
    },
    {
      title: 'the page to try it',
      given: { 'a.js': 'app.use(graphqlHTTP({ graphiql: true }));' },
      expect: 'fail',
    },
    { title: 'no GraphQL', given: { 'a.js': 'introspection: true' }, expect: 'not-applicable' },
  ],
});
