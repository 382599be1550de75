import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useApi, useChange } from '../../../api/queries.ts';
import type { Vendor } from '../../../api/types.ts';
import { SeverityMark } from '../../../parts/marks.tsx';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { RemoveDialog } from '../../../parts/remove-dialog.tsx';
import { Ago } from '../../../parts/time.tsx';
import { say } from '../../../parts/toasts.tsx';
import { Breaches } from './breaches.tsx';
import { ReviewDay } from './review-day.tsx';
import { VendorForm } from './vendor-form.tsx';
import { VendorUses } from './vendor-uses.tsx';

type Fact = readonly [name: string, value: ReactNode];

/** One vendor: who reaches it, and what is noted of it. */
export function OneVendor(): ReactNode {
  const { id } = useParams({ from: '/signed-in/inventory/vendors/$id' });
  const { remove } = useSearch({ from: '/signed-in/inventory/vendors/$id' });
  const { data, error } = useApi('listVendors');
  const mayEdit = useMay('editVendor');
  if (!data) return error ? <Problem error={error} /> : <Loading />;
  const vendor = data.items.find((one) => one.id === id);
  if (!vendor) return <Empty title="There is no such vendor any more" />;
  return (
    <>
      <Section title={vendor.name} aside={mayEdit && <RemoveLink id={id} />}>
        <p className="marks found">
          <SeverityMark severity={vendor.criticality} />
          <span>
            Review: <ReviewDay day={vendor.reviewOn} />
          </span>
        </p>
        <Facts vendor={vendor} isWhole={!mayEdit} />
      </Section>
      <Breaches vendor={vendor} />
      {mayEdit && <Edit key={vendor.id} vendor={vendor} />}
      {remove === 'ask' && <Remove vendor={vendor} />}
    </>
  );
}

/** Whoever may edit reads the rest in the form. */
function Facts({ vendor, isWhole }: { vendor: Vendor; isWhole: boolean }): ReactNode {
  const noted: readonly Fact[] = [
    ['Holds', vendor.data || 'not noted'],
    ['Looked after by', vendor.owner ?? 'nobody'],
    ['Their contact', vendor.contact || 'not noted'],
    ['Agreement of', vendor.agreedOn ?? 'none noted'],
    ['Notes', vendor.notes || 'none'],
  ];
  const facts: readonly Fact[] = [
    ['Domain', vendor.domain],
    ['Reached by', <VendorUses key="uses" uses={vendor.uses} />],
    ...(isWhole ? noted : []),
    [
      'Added',
      <span key="added">
        <Ago time={vendor.createdAt} /> by {vendor.createdBy}
      </span>,
    ],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="fact">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Edit({ vendor }: { vendor: Vendor }): ReactNode {
  const edit = useChange('editVendor', ['listVendors', 'listFoundDomains', 'listAudit']);
  return (
    <Section title="What is noted">
      <VendorForm
        vendor={vendor}
        action="Save"
        error={edit.error}
        isPending={edit.isPending}
        onSave={(body) =>
          edit.mutate(
            { params: { id: vendor.id }, body },
            { onSuccess: () => say(`${body.name} is saved.`) },
          )
        }
      />
    </Section>
  );
}

function RemoveLink({ id }: { id: string }): ReactNode {
  return (
    <Link
      to="/inventory/vendors/$id"
      params={{ id }}
      search={{ remove: 'ask' }}
      className="button danger"
    >
      Take away
    </Link>
  );
}

function Remove({ vendor: { id, name } }: { vendor: Vendor }): ReactNode {
  const navigate = useNavigate();
  const removal = useChange('removeVendor', ['listVendors', 'listFoundDomains', 'listAudit']);
  return (
    <RemoveDialog
      name={name}
      loses="What is noted of it goes for good."
      removal={removal}
      onClose={() => void navigate({ to: '/inventory/vendors/$id', params: { id }, replace: true })}
      onRemove={() =>
        removal.mutate(
          { params: { id } },
          {
            onSuccess: () => {
              say(`${name} is no vendor any more.`);
              void navigate({ to: '/inventory/vendors', replace: true });
            },
          },
        )
      }
    />
  );
}
