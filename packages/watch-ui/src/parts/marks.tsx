import type { ReactNode } from 'react';
import type { Event, Incident, Severity } from '../api/types.ts';

/** How bad it is: word, and colour beside it. */
export function SeverityMark({ severity }: { severity: Severity }): ReactNode {
  return <span className={`mark severity-${severity}`}>{severity}</span>;
}

const statusWords: Readonly<Record<Incident['status'], string>> = {
  open: 'open',
  closed: 'closed',
  'false-alarm': 'false alarm',
};

export function StatusMark({ status }: { status: Incident['status'] }): ReactNode {
  return <span className={`mark status-${status}`}>{statusWords[status]}</span>;
}

const dispositionWords: Readonly<Record<Event['finding']['disposition'], string>> = {
  blocked: 'blocked',
  logged: 'only logged',
  allowed: 'let through',
};

/** What was done about it. */
export function DispositionMark({
  disposition,
}: {
  disposition: Event['finding']['disposition'];
}): ReactNode {
  return <span className={`mark was-${disposition}`}>{dispositionWords[disposition]}</span>;
}

/** All, some or none of an incident’s events were blocked. */
export function BlockedMark({ events, blocked }: { events: number; blocked: number }): ReactNode {
  if (blocked >= events) return <span className="mark was-blocked">all blocked</span>;
  if (blocked === 0) return <span className="mark was-logged">only logged</span>;
  return (
    <span className="mark was-logged">
      {blocked} of {events} blocked
    </span>
  );
}

/** A light that says whether something lives. */
export function Light({ state }: { state: 'on' | 'off' | 'waiting' }): ReactNode {
  return <span className={`light light-${state}`} aria-hidden="true" />;
}
