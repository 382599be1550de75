export { type Answer, type Header, headersIn, isHtml, valuesOf } from './answer.ts';
export { barsFraming, type Framing, framingOf } from './framing.ts';
export { inMeta, policiesIn, type Policy } from './policy.ts';
export { type PolicyOutcome, policyOutcome, policyOutcomes } from './policy-outcome.ts';
export { type ReferrerOutcome, referrerOutcome, referrerOutcomes } from './referrer.ts';
export { type Sniffing, sniffingOf } from './sniffing.ts';
export { transportPromise, type TransportPromise } from './transport.ts';
