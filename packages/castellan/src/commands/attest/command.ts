import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  attestedFile,
  type AttestedEntry,
  parseAttested,
  practiceQuestion,
  rules,
} from '@castellan/check';
import { nearest, practiceIds, practices } from '@castellan/core';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';

const dayMs = 86_400_000;
/** A statement that nobody looks at for longer is no evidence. */
const longestDays = 366;

/** A person answers what no machine can see. */
export const attest: Command = {
  name: 'attest',
  summary: 'State, under your name and until a day, what no rule of check can see',
  usage: `PRACTICE|RULE --by NAME --until YYYY-MM-DD --statement TEXT [--evidence FILE|URL]...

  PRACTICE          one of which no rule judges all: castellan doctor --practices lists them
  RULE              a rule that a person may answer while it is unknown
  --by NAME         who says so, and answers for it
  --until DAY       the last day on which it counts, at most a year away
  --statement TEXT  what is so
  --evidence WHAT   an address, or a file, whose SHA-256 is written down; may be repeated

  Writes ${attestedFile}, which goes into the repository and so through review. It is told as attested,
  never as a pass, and ends by itself.`,
  examples: [
    'castellan attest P3 --by ana --until 2027-06-30 --statement "Our bounty programme is public" --evidence https://example.com/bounty',
    'castellan attest M2 --by ben --until 2027-03-31 --statement "Access was audited" --evidence audit-2026.pdf',
  ],
  run,
};

function run(argv: readonly string[]): Promise<number> {
  const [given = '', ...rest] = argv;
  const flags = parseFlags(rest, {
    by: { type: 'string' },
    until: { type: 'string' },
    statement: { type: 'string' },
    evidence: { type: 'string', multiple: true },
  });
  const subject = subjectOf(given);
  const { by, statement } = flags;
  if (!by?.trim() || !statement?.trim())
    throw new UsageError('attest needs --by, --until and --statement: somebody answers for it');
  const now = Date.now();
  const entry: AttestedEntry = {
    ...subject,
    statement,
    by,
    date: new Date(now).toISOString().slice(0, 10),
    until: lastDay(flags.until, now),
    ...(flags.evidence && { evidence: flags.evidence.map(evidenceOf) }),
  };
  const before = existsSync(attestedFile) ? parseAttested(readFileSync(attestedFile, 'utf8')) : [];
  const others = before.filter(
    (one) => one.rule !== subject.rule || one.practice !== subject.practice,
  );
  const text = JSON.stringify({ version: 1, attested: [...others, entry] }, null, 2);
  writeFileSync(attestedFile, `${text}\n`);
  process.stdout.write(
    `${given} is attested by ${by} until ${entry.until}: commit ${attestedFile}\n`,
  );
  return Promise.resolve(0);
}

function subjectOf(given: string): Pick<AttestedEntry, 'rule' | 'practice'> {
  const practice = practiceIds.find((id) => id === given.toUpperCase());
  if (practice !== undefined) {
    if (practiceQuestion(practice) !== undefined) return { practice };
    throw new UsageError(
      `${practice} (${practices[practice].title}) follows from rules alone: castellan explain ${practice}`,
    );
  }
  const rule = rules.find(({ id }) => id === given);
  if (rule?.isAttestable) return { rule: given };
  if (rule !== undefined)
    throw new UsageError(`${given} is seen by a machine: castellan explain ${given}`);
  const meant = nearest(given, [...practiceIds, ...rules.map(({ id }) => id)]);
  throw new UsageError(
    `attest takes a practice or a rule, not ${JSON.stringify(given)}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  );
}

function lastDay(given: string | undefined, now: number): string {
  const time = Date.parse(given ?? '');
  if (given === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(given) || Number.isNaN(time))
    throw new UsageError('--until takes a day such as 2027-03-31');
  if (time + dayMs <= now) throw new UsageError(`${given} is over: --until takes a day to come`);
  if (time > now + longestDays * dayMs)
    throw new UsageError(`${given} is more than a year away: somebody must look again before`);
  return given;
}

/** An address as it is; of a file its name and digest. */
function evidenceOf(given: string): string {
  if (/^https?:\/\//.test(given)) return given;
  if (!existsSync(given)) throw new UsageError(`--evidence ${given} is no file, and no address`);
  return `${given} sha256:${createHash('sha256').update(readFileSync(given)).digest('hex')}`;
}
