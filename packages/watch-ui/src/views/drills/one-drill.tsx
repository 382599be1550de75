import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi } from '../../api/queries.ts';
import type { Drill } from '../../api/types.ts';
import { Page, Section, Unread } from '../../parts/page.tsx';
import { Moment } from '../../parts/time.tsx';
import { asDuration, wayWords } from './drill-words.ts';
import { OutcomeMark } from './outcome-mark.tsx';

/** One drill, as it goes on and as it ended. */
export function OneDrill(): ReactNode {
  const { id } = useParams({ from: '/signed-in/drills/$id' });
  const found = useApi('getDrill', { params: { id } });
  const may = useMay('startDrill');
  if (!found.data) return <Unread title="Drill" error={found.error} />;
  const drill = found.data;
  return (
    <Page
      title={`Drill on ${drill.app}`}
      lead={
        <span className="marks">
          <OutcomeMark outcome={drill.outcome} />
          <span>
            {wayWords[drill.way]}, started by {drill.startedBy}, <Moment time={drill.startedAt} />
          </span>
        </span>
      }
      actions={
        may &&
        drill.outcome !== undefined && (
          <Link to="/drills/new" search={{ app: drill.appId }} className="button">
            Run it again
          </Link>
        )
      }
    >
      <div className={`state drill-state tone-${toneOf(drill)}`} role="status">
        <p className="state-title">{drill.sentence}</p>
        {drill.advice !== undefined && <p>{drill.advice}</p>}
      </div>
      <Section
        title="The way to people"
        aside={
          drill.incidentId !== undefined && (
            <Link to="/incidents/$id" params={{ id: drill.incidentId }}>
              The incident
            </Link>
          )
        }
      >
        <ol className="drill-steps">
          {drill.steps.map(({ name, state, atMs, words }) => (
            <Step
              key={name}
              tone={stepTones[state]}
              atMs={atMs}
              words={words}
              note={stepWords[state]}
            />
          ))}
          {drill.channels.map((channel) => (
            <Step
              key={channel.id}
              tone={channelTones[channel.state]}
              atMs={channel.atMs}
              words={`${channel.name} (${channel.kind})`}
              note={channelNote(channel)}
            />
          ))}
        </ol>
      </Section>
    </Page>
  );
}

type Tone = 'on' | 'off' | 'waiting' | 'none';

function Step({
  tone,
  atMs,
  words,
  note,
}: {
  tone: Tone;
  atMs: number | undefined;
  words: string;
  note: string;
}): ReactNode {
  return (
    <li>
      <span className={`light light-${tone}`} aria-hidden="true" />
      <span>
        {words}
        <small>{note}</small>
      </span>
      <span className="number">{atMs === undefined ? '' : asDuration(atMs)}</span>
    </li>
  );
}

const stepTones = { done: 'on', waiting: 'waiting', failed: 'off', skipped: 'none' } as const;
const stepWords = {
  done: 'done',
  waiting: 'waiting',
  failed: 'did not happen',
  skipped: 'left out',
};
const channelTones: Readonly<Record<Channel['state'], Tone>> = {
  delivered: 'on',
  waiting: 'waiting',
  failing: 'waiting',
  held: 'off',
  failed: 'off',
  paused: 'off',
  'not-concerned': 'none',
};

type Channel = Drill['channels'][number];

function channelNote({ state, status, problem }: Channel): string {
  const words = {
    delivered: 'delivered',
    waiting: 'waiting',
    failing: 'failed, and is tried again',
    held: 'held back',
    failed: 'fails',
    paused: 'paused',
    'not-concerned': 'not told of attacks on this app, by its rules',
  }[state];
  const answer = status === undefined || problem !== undefined ? '' : `, answered ${status}`;
  return `${words}${answer}${problem === undefined ? '' : `: ${problem}`}`;
}

function toneOf({ outcome }: Drill): 'calm' | 'look' | 'alarm' {
  if (outcome === 'arrived') return 'calm';
  return outcome === 'lost' ? 'alarm' : 'look';
}
