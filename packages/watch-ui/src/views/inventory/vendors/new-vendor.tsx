import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useChange } from '../../../api/queries.ts';
import { Section } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';
import { VendorForm } from './vendor-form.tsx';

/** Notes a vendor that guard has not found. */
export function NewVendor(): ReactNode {
  const navigate = useNavigate();
  const add = useChange('addVendor', ['listVendors', 'listFoundDomains', 'listAudit']);
  return (
    <Section title="Add a vendor">
      <VendorForm
        action="Add the vendor"
        error={add.error}
        isPending={add.isPending}
        onSave={(body) =>
          add.mutate(
            { body },
            {
              onSuccess: ({ id }) => {
                say(`${body.name} is a vendor.`);
                void navigate({ to: '/inventory/vendors/$id', params: { id } });
              },
            },
          )
        }
      />
    </Section>
  );
}
