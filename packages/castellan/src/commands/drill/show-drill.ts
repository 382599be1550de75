import { escapeUnsafe } from '@castellan/core';
import type { Drill, DrillChannel } from './drill-type.ts';

const marks = { done: '✓', waiting: '…', failed: '✗', skipped: '–' } as const;
const channelMarks: Readonly<Record<DrillChannel['state'], string>> = {
  delivered: '✓',
  waiting: '…',
  held: '–',
  failing: '✗',
  failed: '✗',
  paused: '–',
  'not-concerned': '–',
};
const timeWidth = 9;

/** What is settled, a line each, in order; a line that stands is never taken back. */
export function settledLines({ steps, channels, outcome }: Drill): readonly string[] {
  const isOver = outcome !== undefined;
  const ofSteps = steps
    .filter(({ state }) => isOver || state === 'done' || state === 'skipped')
    .map(({ state, atMs, words }) => line(marks[state], atMs, words));
  const ofChannels = channels
    .filter(({ state }) => isOver || state === 'delivered')
    .map((channel) => line(channelMarks[channel.state], channel.atMs, channelWords(channel)));
  return [...ofSteps, ...ofChannels];
}

/** The end: what happened, and what to do. */
export function endLines({ sentence, advice }: Drill): readonly string[] {
  return ['', sentence, ...(advice === undefined ? [] : [advice])].map(escapeUnsafe);
}

function channelWords({ name, kind, state, status, problem }: DrillChannel): string {
  const answer = status === undefined ? '' : `, answered ${status}`;
  const why = problem === undefined ? '' : `: ${problem}`;
  const words = {
    delivered: `delivered${answer}`,
    waiting: 'not told in time',
    held: `held back${why}`,
    failing: `fails${why}`,
    failed: `fails${why}`,
    paused: 'is paused',
    'not-concerned': 'is not told of this app, by its rules',
  }[state];
  return `${name} (${kind}) ${words}`;
}

function line(mark: string, atMs: number | undefined, words: string): string {
  const time = atMs === undefined ? '' : `${Math.round(atMs)} ms`;
  return `${mark} ${time.padStart(timeWidth)}  ${escapeUnsafe(words)}`;
}
