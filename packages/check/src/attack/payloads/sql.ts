import { type Payloads, quoteAround } from './payload.ts';

/** Conditions that are always true, joined by AND: nothing more is read or changed by them. */
export const sqlPayloads: Payloads = (context) => {
  const { canary } = context;
  const inQuotes: Record<string, string[]> = {
    "'": [`${canary}' AND 'a'='a`, `${canary}\\' AND 1=1 -- `],
    '"': [`${canary}" AND "a"="a`],
    '`': [`${canary}\` AND \`a\`=\`a`],
    '': ['1 AND 1=1', '(SELECT 1)', '1) AND (1=1', `${canary}' AND 'a'='a`],
  };
  return inQuotes[quoteAround(context)]!;
};
