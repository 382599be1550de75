import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useApi, useChange } from '../../../api/queries.ts';
import type { FoundDomain } from '../../../api/types.ts';
import { Problem, Section } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';
import { counted } from '../../../words/text.ts';
import { VendorUses } from './vendor-uses.tsx';

/** Domains that guarded apps talk to, to be added with one press or put aside. */
export function FoundDomains(): ReactNode {
  const { ignored } = useSearch({ from: '/signed-in/inventory/vendors' });
  const navigate = useNavigate();
  const wanted = ignored === undefined ? {} : { query: { ignored } };
  const { data, error } = useApi('listFoundDomains', wanted);
  const toggle = (
    <label className="tick">
      <input
        type="checkbox"
        checked={ignored === 'yes'}
        onChange={({ target }) =>
          void navigate({
            to: '.',
            search: { ignored: target.checked ? 'yes' : undefined },
            replace: true,
          })
        }
      />
      <span>Also those put aside</span>
    </label>
  );
  return (
    <Section title="Your apps talk to" aside={toggle}>
      <p className="hint">
        Guard tells which hosts your apps reach. Those below belong to nobody on the list above.
      </p>
      <Problem error={error} />
      {data?.items.length === 0 && (
        <p className="soft">Nobody else: every host that guard has told of is accounted for.</p>
      )}
      {data && data.items.length > 0 && (
        <table className="table vendors">
          <thead>
            <tr>
              <th scope="col">Domain</th>
              <th scope="col">Reached by</th>
              <th scope="col">
                <span className="unseen">What it is</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((found) => (
              <tr
                key={found.domain}
                data-row=""
                className={found.isIgnored ? 'is-past' : undefined}
              >
                <td>
                  <span className="library">{found.domain}</span>
                  <small>
                    {counted(
                      found.uses.reduce((sum, { calls }) => sum + calls, 0),
                      'call',
                    )}
                  </small>
                </td>
                <td>
                  <VendorUses uses={found.uses} />
                </td>
                <td className="right">
                  <FoundActs found={found} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function FoundActs({ found: { domain, name, isIgnored } }: { found: FoundDomain }): ReactNode {
  const navigate = useNavigate();
  const mayAdd = useMay('addVendor');
  const add = useChange('addVendor', ['listVendors', 'listFoundDomains', 'listAudit']);
  const ignore = useChange('ignoreDomain', ['listFoundDomains', 'listAudit']);
  if (!mayAdd) return null;
  // Also when the row has gone meanwhile, where `mutate`'s own callbacks are not called.
  const carryOut = async (): Promise<void> => {
    try {
      const { id } = await add.mutateAsync({ body: { domain, name } });
      say(`${name} is a vendor. Say what they hold and who looks after it.`);
      void navigate({ to: '/inventory/vendors/$id', params: { id } });
    } catch (error) {
      say((error as Error).message);
    }
  };
  const put = (isIgnoredNow: boolean): void =>
    ignore.mutate(
      { body: { domain, isIgnored: isIgnoredNow } },
      { onError: ({ message }) => say(message) },
    );
  return (
    <div className="actions">
      <button
        type="button"
        aria-label={`Add as a vendor: ${domain}`}
        disabled={add.isPending}
        onClick={() => void carryOut()}
      >
        Add as a vendor
      </button>
      <button
        type="button"
        aria-label={`${isIgnored ? 'Offer again' : 'Not a vendor'}: ${domain}`}
        disabled={ignore.isPending}
        onClick={() => {
          put(!isIgnored);
          if (!isIgnored) say(`${domain} is put aside.`, () => put(false));
        }}
      >
        {isIgnored ? 'Offer again' : 'Not a vendor'}
      </button>
    </div>
  );
}
