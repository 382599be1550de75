import type { PlaybookRule } from '../../api/types.ts';
import { everyApp } from '../../words/decisions.ts';

/** A rule as the form holds it; the API says what of it is not valid. */
export function readRule(form: FormData): PlaybookRule {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const list = (name: string): string[] =>
    text(name)
      .split(/[\s,]+/)
      .filter((one) => one !== '');
  const on = text('on') as PlaybookRule['on'];
  const app = text('app');
  const action = text('action') as PlaybookRule['action'];
  return {
    on,
    apps: app === everyApp || app === '' ? [] : [app],
    detections: list('detections'),
    // What the form does not ask for is as wide as can be.
    minSeverity: (text('minSeverity') || 'low') as PlaybookRule['minSeverity'],
    disposition: (text('disposition') || 'any') as PlaybookRule['disposition'],
    networks: list('networks'),
    countries: list('countries').map((one) => one.toUpperCase()),
    exceptCountries: list('exceptCountries').map((one) => one.toUpperCase()),
    counts: (text('counts') || 'events') as PlaybookRule['counts'],
    threshold: Number(text('threshold')),
    windowSeconds: Number(text('windowSeconds')),
    by: on === 'user-risk' ? 'user' : (text('by') as PlaybookRule['by']),
    action,
    actionSeconds: Number(text('actionSeconds')),
    ...(text('environment') !== '' && { environment: text('environment') }),
    ...(text('route') !== '' && { route: text('route') }),
    ...(action === 'limit' && {
      limit: { requests: Number(text('limitRequests')), seconds: Number(text('limitSeconds')) },
    }),
    ...(text('tells') !== '' && { tells: text('tells') as NonNullable<PlaybookRule['tells']> }),
  };
}
