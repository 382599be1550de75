import { lex } from '../../lexers/shell/lex.ts';
import { role } from '../../lexers/shell/lexed.ts';
import type { Verdict } from '../detection.ts';
import type { ProgramCall, ShellCall } from '../sink-call.ts';
import { unreadVerdict } from '../unread.ts';

/**
 * Judges a command line of which nobody knows what in it was sent: a second command or a substitution
 * is what an injection brings (CWE-78).
 */
export function inspectUnread(call: ShellCall | ProgramCall): Verdict | undefined {
  if (call.kind !== 'shell') return undefined;
  const { roles, commands, text } = lex(call.text.trimEnd(), call.shell);
  const second = commands.filter((words) => words.length > 0)[1]?.[0];
  if (second !== undefined) return unreadVerdict(second.start, text.length);
  for (let at = 0; at < roles.length; at += 1) {
    const opensCode = roles[at] === role.expansion && (text[at] === '`' || text[at + 1] === '(');
    if (opensCode) return unreadVerdict(at, text.length);
  }
  return undefined;
}
