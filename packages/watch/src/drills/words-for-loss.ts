import { goneAfterSeconds } from '../words/gone-after.ts';
import type { DrillChannel, DrillFacts } from './drill-report.ts';

interface Words {
  readonly sentence: string;
  readonly advice: string;
}

/** What did not arrive and what to do, by the first step that failed. `missing` are channels that were to be told. */
export function wordsForLoss(facts: DrillFacts, missing: readonly DrillChannel[]): Words {
  if (facts.eventAt === undefined) return wordsForSilence(facts);
  const failed = missing.filter(({ state }) => state === 'failed' || state === 'failing');
  const held = missing.filter(({ state }) => state === 'held');
  const paused = missing.filter(({ state }) => state === 'paused');
  const late = missing.filter(({ state }) => state === 'waiting');
  const sentences = [
    ...failed.map(({ name, problem }) => `${name} fails: ${problem ?? 'no reason was given'}.`),
    ...held.map(({ name, problem }) => `${name} was not told: ${problem ?? 'it is held back'}.`),
    ...paused.map(({ name }) => `${name} is paused.`),
    ...late.map(({ name }) => `${name} was not told in time.`),
  ];
  const advice = [
    failed.length > 0 &&
      'Mend the settings of the channel that fails under Settings, Notifications, and send a test.',
    held.length > 0 &&
      'Say on that channel from which severity on alerts are told at once, or run the drill outside of its hours of silence.',
    paused.length > 0 && 'Resume the channel that is paused.',
    late.length > 0 &&
      'Watch may be busy or its jobs may stand still: look at its log and at /metrics.',
  ].filter((text) => text !== false);
  const [spared] = facts.channels.filter(({ state }) => state === 'not-concerned');
  if (spared !== undefined)
    return {
      sentence: `${spared.name} is not told of attacks on ${facts.app}, by its rules.`,
      advice: 'Widen its rules under Settings, Notifications, or choose another channel.',
    };
  if (sentences.length > 0) return { sentence: sentences.join(' '), advice: advice.join(' ') };
  return {
    sentence: `Watch knows of it, but no channel tells anybody of attacks on ${facts.app}.`,
    advice: 'Add a channel under Settings, Notifications, or widen the rules of one.',
  };
}

/** Nothing came to watch. */
function wordsForSilence({ way, app, answer, guardSeenAt, now }: DrillFacts): Words {
  if (way === 'event')
    return {
      sentence: 'The event that watch made was not stored.',
      advice: 'Look at the log of watch: this is a fault of its own.',
    };
  if (answer?.problem !== undefined)
    return {
      sentence: `The request did not reach ${app}: ${answer.problem}.`,
      advice: 'Check the address, and that the app runs and may be reached from here.',
    };
  const age = guardSeenAt === undefined ? undefined : now.getTime() - guardSeenAt.getTime();
  if (age === undefined)
    return {
      sentence: `Guard of ${app} has never been heard of, and did not report the attack.`,
      advice: `Start ${app} with guard, CASTELLAN_WATCH_URL and CASTELLAN_TOKEN; castellan doctor tells what is missing.`,
    };
  if (age > goneAfterSeconds * 1_000)
    return {
      sentence: `Guard of ${app} was last heard of ${Math.round(age / 60_000)} minutes ago, and did not report the attack.`,
      advice: `See whether ${app} runs, still starts with guard, and reaches watch.`,
    };
  const status = answer?.status === undefined ? '' : ` The app answered ${answer.status}.`;
  return {
    sentence: `Guard of ${app} is alive, but did not report the attack.${status}`,
    advice:
      answer?.status === 403
        ? 'Something before guard may have refused it: a proxy, a firewall, or a decision against the sender. Let the drill pass there.'
        : 'Check that the address leads to a process of this app, that its guard knows drills (is as new as watch), that sql-injection is not off there, and that its clock is right.',
  };
}
