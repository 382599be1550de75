import { type Payloads, quoteAround } from './payload.ts';

/** Calls of a function that does nothing. */
export const codePayloads: Payloads = (context) => {
  const { canary, text } = context;
  if (/<%|\{\{|#\{/.test(text) || !/[;(){}=+]/.test(text)) {
    return [
      '<%= String(7) %>',
      '{{constructor.name}}',
      '#{String(7)}',
      `\${String(7)}`,
      'String(7)',
    ];
  }
  const inQuotes: Record<string, string[]> = {
    "'": [`${canary}'+String(7)+'`],
    '"': [`${canary}"+String(7)+"`],
    '`': [`${canary}\${String(7)}`],
    '': ['String(7)', 'id;String(7)', '<%= String(7) %>'],
  };
  return inQuotes[quoteAround(context)]!;
};
