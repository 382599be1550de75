import type { PlaybookRule } from '../../api/types.ts';
import { asSpan } from '../../words/decisions.ts';
import { asCountry } from '../../words/whereabouts.ts';

const things: Readonly<Record<PlaybookRule['on'], string>> = {
  attack: 'attacks',
  weakness: 'uses of weak code',
  incident: 'new incidents',
  'user-risk': 'risks',
  monitor: 'failing looks',
};

const counted: Readonly<Record<PlaybookRule['counts'], string>> = {
  events: '',
  detections: 'kinds of ',
  routes: 'routes with ',
  addresses: 'addresses with ',
};

const bys: Readonly<Record<PlaybookRule['by'], string>> = {
  address: 'one address',
  network: 'one network',
  user: 'one user',
  token: 'one token',
};

/** `5 attacks from one address within 10 minutes → block for 1 day`. */
export function ruleInWords(rule: PlaybookRule): string {
  const { on, counts, threshold, windowSeconds, by } = rule;
  if (on === 'monitor') return `a monitor is critical for ${asSpan(windowSeconds)} → tell people`;
  if (on === 'user-risk') return `a user’s risk rises to ${threshold} → ${actInWords(rule)}`;
  const done =
    rule.disposition === 'any' ? '' : rule.disposition === 'blocked' ? 'blocked ' : 'only logged ';
  const what = on === 'incident' ? things.incident : `${counted[counts]}${done}${things[on]}`;
  return `${threshold} ${what} from ${bys[by]} within ${asSpan(windowSeconds)} → ${actInWords(rule)}`;
}

function actInWords({ action, actionSeconds, limit }: PlaybookRule): string {
  if (action === 'notify') return 'tell people';
  const how =
    limit === undefined
      ? action
      : `limit to ${limit.requests} requests in ${asSpan(limit.seconds)}`;
  return `${how} for ${asSpan(actionSeconds)}`;
}

/** What narrows a rule, each under its name. */
export function filtersOf(
  rule: PlaybookRule,
  apps: readonly { readonly id: string; readonly name: string }[],
): readonly { readonly name: string; readonly value: string }[] {
  const names = rule.apps.map((id) => apps.find((app) => app.id === id)?.name ?? 'an app');
  return [
    { name: 'Apps', value: names.join(', ') || 'every app' },
    { name: 'Environment', value: rule.environment ?? '' },
    { name: 'Detections', value: rule.detections.join(', ') || 'all' },
    {
      name: 'Severity',
      value: rule.minSeverity === 'low' ? 'any' : `${rule.minSeverity} and worse`,
    },
    { name: 'Route', value: rule.route ?? '' },
    { name: 'Only from', value: rule.networks.join(', ') },
    { name: 'Countries', value: (rule.countries ?? []).map(asCountry).join(', ') },
    { name: 'Other countries than', value: (rule.exceptCountries ?? []).map(asCountry).join(', ') },
    { name: 'Told on the channels', value: rule.tells === undefined ? 'no' : `as ${rule.tells}` },
  ].filter(({ value }) => value !== '');
}
