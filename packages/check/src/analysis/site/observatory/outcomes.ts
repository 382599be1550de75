import {
  type PolicyOutcome,
  policyOutcomes,
  type ReferrerOutcome,
  referrerOutcomes,
} from '@castellan/core/site';

const otherOutcomes = {
  'cookies-same-site': [5, 'cookies with Secure and SameSite, sessions with HttpOnly'],
  'cookies-secure': [0, 'cookies with Secure, sessions with HttpOnly'],
  'cookies-none': [0, 'no cookies'],
  'cookies-not-secure-hsts': [-5, 'a cookie without Secure, behind HSTS'],
  'cookies-session-not-secure-hsts': [-10, 'a session cookie without Secure, behind HSTS'],
  'cookies-not-secure': [-20, 'a cookie without Secure'],
  'cookies-same-site-invalid': [-20, 'a cookie whose SameSite means nothing'],
  'cookies-anti-forgery-not-same-site': [-20, 'an anti-forgery cookie without SameSite'],
  'cookies-session-not-http-only': [-30, 'a session cookie that scripts can read'],
  'cookies-session-not-secure': [-40, 'a session cookie without Secure'],

  'cors-none': [0, 'nothing for other origins'],
  'cors-public': [0, 'open to every origin, without cookies'],
  'cors-restricted': [0, 'open to some other origins'],
  'cors-universal': [-50, 'every origin may read with the cookies of the visitor'],

  'redirection-secure': [0, 'plain HTTP leads to HTTPS on the same host'],
  'redirection-no-plain': [0, 'nothing answers over plain HTTP'],
  'redirection-other-host': [-5, 'plain HTTP leads to HTTPS on another host first'],
  'redirection-plain-first': [-10, 'plain HTTP leads to plain HTTP first'],
  'redirection-missing': [-20, 'plain HTTP leads nowhere'],
  'redirection-not-secure': [-20, 'plain HTTP ends in plain HTTP'],
  'redirection-distrusted': [-20, 'plain HTTP leads to a certificate that is not trusted'],

  'hsts-long': [0, 'HSTS for half a year or more'],
  'hsts-short': [-10, 'HSTS for less than half a year'],
  'hsts-none': [-20, 'no HSTS'],
  'hsts-invalid': [-20, 'HSTS that browsers cannot read'],
  'hsts-no-https': [-20, 'no HTTPS'],
  'hsts-distrusted': [-20, 'HSTS that does not count: the certificate is not trusted'],

  'sri-all': [5, 'all scripts are held to their hash'],
  'sri-foreign': [5, 'scripts of others are held to their hash'],
  'sri-no-html': [0, 'no page'],
  'sri-no-scripts': [0, 'no scripts'],
  'sri-own-scripts': [0, 'only scripts of its own'],
  'sri-missing': [-5, 'scripts of others without a hash'],
  'sri-over-plain': [-20, 'scripts of others over plain HTTP, with a hash'],
  'sri-missing-over-plain': [-50, 'scripts of others over plain HTTP, without a hash'],

  'sniff-off': [0, 'types are not guessed'],
  'sniff-on': [-5, 'no X-Content-Type-Options'],
  'sniff-invalid': [-5, 'X-Content-Type-Options with another value than nosniff'],

  'frame-csp': [5, 'who may frame it stands in the policy'],
  'frame-denied': [0, 'others may not frame it'],
  'frame-allow-from': [0, 'one other may frame it, in a form that browsers gave up'],
  'frame-open': [-20, 'anybody may frame it'],
  'frame-invalid': [-20, 'X-Frame-Options that browsers cannot read'],

  'corp-own': [10, 'others may not embed it'],
  'corp-cross': [0, 'others may embed it'],
  'corp-none': [0, 'nothing about who may embed it'],
  'corp-invalid': [-5, 'Cross-Origin-Resource-Policy that browsers cannot read'],
} as const;
export type ObservatoryOutcome = PolicyOutcome | ReferrerOutcome | keyof typeof otherOutcomes;

/**
 * What each test may come to, and what that adds to the score: the scheme of the HTTP Observatory,
 * version 4 of its algorithm (MDN, "HTTP Observatory tests and scoring"), in our own words.
 */
export const outcomes: Readonly<
  Record<ObservatoryOutcome, readonly [points: number, says: string]>
> = { ...policyOutcomes, ...referrerOutcomes, ...otherOutcomes };
