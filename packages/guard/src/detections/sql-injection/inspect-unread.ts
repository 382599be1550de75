import type { Verdict } from '../detection.ts';
import type { SqlCall } from '../sink-call.ts';
import { unreadVerdict } from '../unread.ts';
import { keywordRole } from './keywords.ts';
import { tokenKinds, unterminated } from './lexer/token-table.ts';
import { Statement } from './statement.ts';

/** Functions that wait, read files or start programs. */
const POWERFUL =
  /^(?:pg_sleep|sleep|benchmark|load_file|load_extension|lo_import|xp_\w+|pg_read_file)$/i;

/**
 * Judges a statement of which nobody knows what in it was sent: the first sign of code that injections
 * bring (CWE-89), beside a value. Called for statements of unknown shape only.
 */
export function inspectUnread(call: SqlCall): Verdict | undefined {
  const statement = new Statement(call);
  const { text } = call;
  statement.firstTouching(0, text.length);
  const { tokens } = statement;
  let holdsValue = false;
  let sign: number | undefined;
  for (let index = 0; index < tokens.length; index += 1) {
    const kind = tokens.kind(index);
    holdsValue ||= kind === tokenKinds.string || kind === tokenKinds.number;
    if (sign === undefined && isSign(statement, index)) sign = index;
  }
  if (sign === undefined || !holdsValue) return undefined;
  return unreadVerdict(tokens.start(sign), tokens.end(sign));
}

function isSign({ text, tokens }: Statement, index: number): boolean {
  if (tokens.has(index, unterminated)) return true;
  const token = text.slice(
    tokens.start(index),
    Math.min(tokens.end(index), tokens.start(index) + 64),
  );
  switch (tokens.kind(index)) {
    case tokenKinds.comment:
      // Tags of tracing are block comments.
      return !token.startsWith('/*') || token.startsWith('/*!');
    case tokenKinds.separator:
      return token === ';' && index + 1 < tokens.length;
    case tokenKinds.word: {
      const role = keywordRole(token);
      return role === 'joining' || (role === 'verb' && index > 0) || POWERFUL.test(token);
    }
    default:
      return false;
  }
}
