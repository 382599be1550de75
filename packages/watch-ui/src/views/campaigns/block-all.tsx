import { useNavigate } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { useChange } from '../../api/queries.ts';
import type { CampaignPage } from '../../api/types.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Choice, Field, textsOf } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';
import { durations } from '../../words/durations.ts';
import { counted } from '../../words/text.ts';

const stale = [
  'getCampaign',
  'listDecisions',
  'listIncidents',
  'getOverview',
  'listAudit',
] as const;

/** Asks how long and why, then blocks everything that the campaign comes from. */
export function BlockAll({
  campaign,
  count,
}: {
  campaign: CampaignPage;
  count: number;
}): ReactNode {
  const navigate = useNavigate();
  const block = useChange('blockCampaign', stale);
  const undo = useChange('undoDecision', stale);
  const params = { id: campaign.id };
  const close = (): void => void navigate({ to: '/campaigns/$id', params, replace: true });
  const takeBack = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) await undo.mutateAsync({ params: { id } });
    say('The campaign may come in again.');
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { reason = '', seconds } = textsOf(event.currentTarget);
    block.mutate(
      { params, body: { reason, seconds: Number(seconds) } },
      {
        onSuccess: ({ ids }) => {
          say(`${counted(ids.length, 'block is', 'blocks are')} in force.`, () => {
            takeBack(ids).catch(({ message }: Error) => say(message));
          });
          close();
        },
      },
    );
  };
  return (
    <Dialog title="Block the campaign" onClose={close}>
      <form onSubmit={submit}>
        <p>
          {counted(count, 'address or network', 'addresses and networks')} on every app, all at
          once. A network keeps its other addresses out too; critical ones are left alone.
        </p>
        <Choice
          label="For how long"
          name="seconds"
          defaultValue="86400"
          options={durations.map(({ seconds, label }) => ({ value: String(seconds), label }))}
        />
        <Field label="Reason" name="reason" required maxLength={200} data-first="" />
        <Problem error={block.error} />
        <div className="actions">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="danger" disabled={block.isPending || count === 0}>
            Block
          </button>
        </div>
      </form>
    </Dialog>
  );
}
