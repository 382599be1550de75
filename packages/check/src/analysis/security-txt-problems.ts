import { readSecurityTxt } from '@castellan/core';

const soonMs = 30 * 86_400_000;

/** What is wrong with a security.txt, if anything. */
interface SecurityTxtProblem {
  readonly message: string;
  readonly identity: string;
  readonly severity?: 'low';
}

/** Why the text of a security.txt is of no use to who found a hole, now or soon. */
export function securityTxtProblems(text: string, now: number): SecurityTxtProblem[] {
  const { contacts, expires } = readSecurityTxt(text);
  const problems: SecurityTxtProblem[] = [];
  if (contacts.length === 0)
    problems.push({ message: 'It names no contact that is an address', identity: 'contact' });
  if (expires === undefined)
    problems.push({ message: 'It needs just one Expires, with a date', identity: 'expires' });
  else if (expires < now + soonMs) {
    const day = new Date(expires).toISOString().slice(0, 10);
    problems.push(
      expires < now
        ? { message: `It ended on ${day}`, identity: 'ended' }
        : { message: `It ends on ${day}`, identity: 'ends soon', severity: 'low' },
    );
  }
  return problems;
}
