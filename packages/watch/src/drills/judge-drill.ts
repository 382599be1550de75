import { goneAfterSeconds } from '../words/gone-after.ts';
import type { DrillChannel, DrillFacts, DrillReport, DrillStep } from './drill-report.ts';
import { wordsForLoss } from './words-for-loss.ts';

/** A channel that failed so often is not waited for: the next try may be hours ahead. */
const settled = new Set<DrillChannel['state']>(['delivered', 'held', 'failed']);

/** What came of a drill, from facts alone; without an outcome while something is still to be waited for. */
export function judgeDrill(facts: DrillFacts): DrillReport {
  const steps = stepsOf(facts);
  const told = facts.channels.filter(({ state }) => state !== 'not-concerned');
  const report = { steps, channels: [...facts.channels] };
  if (!isOver(facts, told)) return { ...report, sentence: waitingFor(facts) };
  const delivered = told.filter(({ state }) => state === 'delivered');
  if (delivered.length === 0) return { ...report, outcome: 'lost', ...wordsForLoss(facts, told) };
  const seconds = `${(Math.max(...delivered.map(({ atMs }) => atMs ?? 0)) / 1_000).toFixed(1)} s`;
  const missing = told.filter(({ state }) => state !== 'delivered');
  if (missing.length === 0) {
    const names = namesOf(delivered);
    return { ...report, outcome: 'arrived', sentence: `It arrived: ${names} within ${seconds}.` };
  }
  const reached = `${namesOf(delivered)} ${delivered.length === 1 ? 'was' : 'were'} told within ${seconds}`;
  const { sentence, advice } = wordsForLoss(facts, missing);
  return { ...report, outcome: 'partly', sentence: `${reached}. ${sentence}`, advice };
}

/** Whether there is anything that waiting longer could change. */
function isOver(
  { answer, eventAt, now, givesUpAt }: DrillFacts,
  told: readonly DrillChannel[],
): boolean {
  if (now >= givesUpAt) return true;
  if (eventAt === undefined) return answer?.problem !== undefined;
  return told.every(({ state }) => settled.has(state) || state === 'paused');
}

function stepsOf(facts: DrillFacts): DrillStep[] {
  const { way, eventAt, incidentAt, queuedAt, now, givesUpAt } = facts;
  const begun = startOf(facts).getTime();
  const missing = now >= givesUpAt || facts.answer?.problem !== undefined ? 'failed' : 'waiting';
  const step = (name: DrillStep['name'], at: Date | undefined, words: string): DrillStep =>
    at === undefined
      ? { name, state: missing, words }
      : { name, state: 'done', atMs: Math.max(0, at.getTime() - begun), words };
  return [
    way === 'event'
      ? { name: 'request', state: 'skipped', words: 'Watch made the event itself.' }
      : requestStep(facts),
    step(
      'event',
      eventAt,
      way === 'event' ? 'The event is stored.' : 'Guard reported it to watch.',
    ),
    step('incident', incidentAt, 'There is an incident.'),
    step('queue', queuedAt, 'What channels are told is queued.'),
  ];
}

function requestStep({ answer, sentAt, eventAt, now, givesUpAt }: DrillFacts): DrillStep {
  const name = 'request';
  if (answer?.problem !== undefined) return { name, state: 'failed', words: answer.problem };
  if (answer !== undefined) {
    const words = `The app answered ${answer.status}.`;
    return { name, state: 'done', atMs: answer.tookMs, words };
  }
  if (eventAt !== undefined) return { name, state: 'done', words: 'The request reached the app.' };
  if (now >= givesUpAt) return { name, state: 'failed', words: 'No answer was told.' };
  const words = sentAt === undefined ? 'The request is to be sent.' : 'The request was sent.';
  return { name, state: 'waiting', words };
}

/** What times are counted from. */
export function startOf({ sentAt, startedAt }: Pick<DrillFacts, 'sentAt' | 'startedAt'>): Date {
  return sentAt ?? startedAt;
}

function waitingFor({ eventAt, guardSeenAt, now }: DrillFacts): string {
  if (eventAt !== undefined) return 'The incident is there; channels are being told.';
  const isAlive =
    guardSeenAt !== undefined && now.getTime() - guardSeenAt.getTime() < goneAfterSeconds * 1_000;
  return isAlive
    ? 'Waiting for guard to report.'
    : 'Waiting for guard, which has not been heard of.';
}

function namesOf(channels: readonly { readonly name: string }[]): string {
  return new Intl.ListFormat('en').format(channels.map(({ name }) => name));
}
