import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useChange } from '../../api/queries.ts';
import type { Playbook } from '../../api/types.ts';
import { say } from '../../parts/toasts.tsx';

/** Whether a playbook is on, and the way to the other state. */
export function Switch({
  playbook: { id, name, isOn },
}: {
  playbook: Pick<Playbook, 'id' | 'name' | 'isOn'>;
}): ReactNode {
  const mayChange = useMay('changePlaybook');
  const change = useChange('changePlaybook', ['listPlaybooks', 'listAudit']);
  return (
    <span className="marks">
      <span className={isOn ? 'mark was-blocked' : 'mark'}>{isOn ? 'on' : 'off'}</span>
      {mayChange && (
        <button
          type="button"
          aria-label={`Switch ${isOn ? 'off' : 'on'}: ${name}`}
          disabled={change.isPending}
          onClick={() =>
            change.mutate(
              { params: { id }, body: { isOn: !isOn } },
              {
                onSuccess: () => say(`${name} is ${isOn ? 'off' : 'on'}.`),
                onError: ({ message }) => say(message),
              },
            )
          }
        >
          {isOn ? 'Switch off' : 'Switch on'}
        </button>
      )}
    </span>
  );
}
