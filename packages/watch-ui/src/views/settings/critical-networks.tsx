import type { FormEvent, ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi, useChange } from '../../api/queries.ts';
import { Field, textsOf } from '../../parts/field.tsx';
import { Empty, Loading, Problem, Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { say } from '../../parts/toasts.tsx';

/** The team's own networks: spared by playbooks, and by slips of the hand. */
export function CriticalNetworks(): ReactNode {
  const { data, error } = useApi('listCriticalNetworks');
  const mayChange = useMay('addCriticalNetwork');
  const remove = useChange('removeCriticalNetwork', ['listCriticalNetworks', 'listAudit']);
  return (
    <Section title="Critical networks">
      <p className="hint">
        Office, load balancers, partners, health checks. No playbook decides about an address here,
        and a person only in so many words. Loopback and private networks are always among them.
      </p>
      {mayChange && <AddForm />}
      <Problem error={error} />
      {!data && !error && <Loading />}
      {data?.items.length === 0 && <Empty title="No network of your own is named yet" />}
      {data && data.items.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">What is there</th>
              <th scope="col">Since</th>
              <th scope="col">
                <span className="unseen">Take away</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(({ network, note, createdAt, createdBy }) => (
              <tr key={network} data-row="">
                <td className="number">{network}</td>
                <td>
                  {note}
                  <small>by {createdBy}</small>
                </td>
                <td className="when">
                  <Ago time={createdAt} />
                </td>
                <td className="right">
                  {mayChange && (
                    <button
                      type="button"
                      aria-label={`Take away ${network}`}
                      onClick={() =>
                        remove.mutate(
                          { body: { network } },
                          {
                            onSuccess: () => say(`${network} is critical no more.`),
                            onError: ({ message }) => say(message),
                          },
                        )
                      }
                    >
                      Take away
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function AddForm(): ReactNode {
  const add = useChange('addCriticalNetwork', ['listCriticalNetworks', 'listAudit']);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const { network = '', note = '' } = textsOf(form);
    add.mutate(
      { body: { network, note } },
      {
        onSuccess: () => {
          say(`${network} is critical from now on.`);
          form.reset();
        },
      },
    );
  };
  return (
    <form className="channel-form" onSubmit={submit}>
      <div className="pair">
        <Field
          label="Network"
          name="network"
          required
          placeholder="198.51.100.0/24"
          spellCheck={false}
          autoComplete="off"
        />
        <Field label="What is there" name="note" required maxLength={200} autoComplete="off" />
      </div>
      <Problem error={add.error} />
      <button type="submit" className="main" disabled={add.isPending}>
        Add
      </button>
    </form>
  );
}
