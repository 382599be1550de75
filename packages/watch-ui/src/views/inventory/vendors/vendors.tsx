import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useApi } from '../../../api/queries.ts';
import type { Vendor } from '../../../api/types.ts';
import { Icon } from '../../../parts/icon.tsx';
import { SeverityMark } from '../../../parts/marks.tsx';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { FoundDomains } from './found-domains.tsx';
import { ReviewDay } from './review-day.tsx';
import { VendorUses } from './vendor-uses.tsx';

/** Who else holds the team's data, and whom apps talk to that is not noted yet. */
export function Vendors(): ReactNode {
  const { data, error } = useApi('listVendors');
  const mayAdd = useMay('addVendor');
  const add = mayAdd && (
    <Link to="/inventory/vendors/new" className="button main">
      <Icon name="plus" />
      Add a vendor
    </Link>
  );
  return (
    <>
      <Section title="Vendors" aside={data && data.items.length > 0 && add}>
        <Problem error={error} />
        {!data && !error && <Loading />}
        {data?.items.length === 0 && (
          <Empty title="No vendor is noted yet">
            <p>
              A vendor is a company that holds data of yours or of your users: payments, mail, logs,
              analytics. Note what each holds, who looks after it and when to look again; when one
              of them is breached, you know what is lost and whom to call.
            </p>
            {add}
          </Empty>
        )}
        {data && data.items.length > 0 && <VendorTable vendors={data.items} />}
      </Section>
      <FoundDomains />
    </>
  );
}

function isOpen({ isNews, handledAt }: Vendor['breaches'][number]): boolean {
  return isNews && handledAt === undefined;
}

function VendorTable({ vendors }: { vendors: readonly Vendor[] }): ReactNode {
  return (
    <table className="table vendors">
      <thead>
        <tr>
          <th scope="col">Vendor</th>
          <th scope="col">Holds</th>
          <th scope="col">Criticality</th>
          <th scope="col">Looked after by</th>
          <th scope="col">Review</th>
          <th scope="col">Reached by</th>
        </tr>
      </thead>
      <tbody>
        {vendors.map((vendor) => (
          <tr key={vendor.id} data-row="">
            <td>
              <Link to="/inventory/vendors/$id" params={{ id: vendor.id }} className="row-link">
                {vendor.name}
              </Link>
              <small>{vendor.domain}</small>
              {vendor.breaches.some(isOpen) && <span className="mark was-failed">breached</span>}
            </td>
            <td>
              <span className="clip">{vendor.data || <span className="soft">not noted</span>}</span>
            </td>
            <td>
              <SeverityMark severity={vendor.criticality} />
            </td>
            <td>{vendor.owner ?? <span className="soft">nobody</span>}</td>
            <td>
              <ReviewDay day={vendor.reviewOn} />
            </td>
            <td>
              <VendorUses uses={vendor.uses} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
