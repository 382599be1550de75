import type { ChannelRules } from '../../../api/types.ts';

/** `high and worse, of 2 apps; at most 20 in 60 min; quiet at times`. */
export function rulesInWords(rules: ChannelRules): string {
  const { minSeverity, apps, quota, mutes, digestMinutes, repeatMinutes, escalation } = rules;
  const what = minSeverity === 'critical' ? 'critical' : `${minSeverity} and worse`;
  const where =
    apps.length === 0 ? '' : `, of ${apps.length === 1 ? 'one app' : `${apps.length} apps`}`;
  return [
    what + where + (rules.includesWeaknesses ? ', weaknesses too' : ''),
    `at most ${quota.count} in ${quota.minutes} min`,
    ...(digestMinutes === undefined ? [] : [`gathered for ${digestMinutes} min`]),
    ...(mutes.length === 0 ? [] : ['quiet at times']),
    ...(repeatMinutes === undefined ? [] : [`reminded every ${repeatMinutes} min`]),
    ...(escalation === undefined ? [] : [`escalated after ${escalation.afterMinutes} min`]),
  ].join('; ');
}
