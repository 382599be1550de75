import { type Payloads, quoteAround } from './payload.ts';

/** A second command that only says a word. */
export const shellPayloads: Payloads = (context) => {
  const { canary } = context;
  const inQuotes: Record<string, string[]> = {
    "'": [`${canary}';echo '${canary}`],
    '"': [`${canary}$(echo ${canary})`, `${canary}";echo "${canary}`],
    '`': [`${canary};echo ${canary}`],
    '': [`${canary};echo ${canary}`, `${canary}|echo ${canary}`, `${canary}\necho ${canary}`],
  };
  return inQuotes[quoteAround(context)]!;
};
