import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** Tokens of sessions come once, cannot be guessed, and are checked. */
export const rule: Rule = attackRule({
  id: 'attack/tokens',
  severity: 'high',
  cwe: 331,
  controls: ['asvs5:7.2.3'],
  title: 'Tokens of sessions come once, cannot be guessed, and are checked',
  why: 'Whoever guesses or forges a token is signed in as somebody else.',
  fix: 'Let the framework make them: 128 random bits or more, new at each sign-in, signatures verified by a named algorithm.',
  needsSessions: 1,
});
