import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useChange } from '../../api/queries.ts';
import type { WorkDetail } from '../../api/types.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Problem, Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';

const words: Readonly<Record<WorkDetail['replays'][number]['outcome'], string>> = {
  watching: 'Watch looks for it. Send it now.',
  blocked: 'Guard stopped it: protected, but the code is not mended.',
  'not-blocked': 'It was seen and not stopped.',
  silent: 'Nothing like it was seen. If it was sent, it does no harm any more.',
  confirmed: 'It was sent and nothing of it was seen: verified.',
};

const stale = ['getWork', 'listWork', 'countWork'] as const;

/** Sends the attack again, and says what was seen of it. */
export function Replays({ found }: { found: WorkDetail }): ReactNode {
  const { item, replays, replayLine } = found;
  const mayWatch = useMay('watchForReplay');
  const start = useChange('watchForReplay', stale);
  const confirm = useChange('confirmReplay', stale);
  const [last] = replays;
  const mayConfirm = last?.outcome === 'watching' || last?.outcome === 'silent';
  return (
    <Section title="Send it again">
      {replayLine !== undefined && replayLine.command !== '' && (
        <>
          <CopyLine text={replayLine.command} label="Command that sends it again" />
          <p className="soft">To be filled in: {replayLine.missing.join('; ')}.</p>
        </>
      )}
      {replayLine === undefined && (
        <p className="soft">Its events are not kept any more: nothing can be sent again.</p>
      )}
      {last && (
        <p role="status">
          {words[last.outcome]}{' '}
          <span className="soft">
            {last.startedBy}, <Ago time={last.startedAt} />
          </span>
        </p>
      )}
      <Problem error={start.error ?? confirm.error} />
      {mayWatch && replayLine !== undefined && (
        <div className="actions">
          {last?.outcome !== 'watching' && (
            <button
              type="button"
              disabled={start.isPending}
              onClick={() => start.mutate({ params: { id: item.id } })}
            >
              Look for it for 15 minutes
            </button>
          )}
          {last && mayConfirm && (
            <button
              type="button"
              disabled={confirm.isPending}
              onClick={() => confirm.mutate({ params: { id: item.id, replay: last.id } })}
            >
              I sent it, and it did no harm
            </button>
          )}
        </div>
      )}
    </Section>
  );
}
