import type { FormEvent, ReactNode } from 'react';
import type { Call } from '../../../api/call.ts';
import { useApi } from '../../../api/queries.ts';
import type { Severity, Vendor } from '../../../api/types.ts';
import { Choice, Field, TextArea, textsOf } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/page.tsx';

type VendorBody = Call<'addVendor'>['body'];

const criticalities: readonly { readonly value: Severity; readonly label: string }[] = [
  { value: 'critical', label: 'critical: we stop without them, or they hold secrets of users' },
  { value: 'high', label: 'high: they hold personal data' },
  { value: 'medium', label: 'medium: they hold data about our work' },
  { value: 'low', label: 'low: they hold nothing that hurts' },
];

/** What is noted of a vendor. */
export function VendorForm({
  vendor,
  action,
  error,
  isPending,
  onSave,
}: {
  /** As it is stored; none when it is new. */
  vendor?: Vendor;
  action: string;
  error: Error | null;
  isPending: boolean;
  onSave: (body: VendorBody) => void;
}): ReactNode {
  const people = useApi('listAssignees').data?.items;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { criticality, ownerId, agreedOn, reviewOn, ...texts } = textsOf(event.currentTarget);
    const { name = '', domain = '', data = '', contact = '', notes = '' } = texts;
    onSave({
      name,
      domain,
      data,
      contact,
      notes,
      criticality: criticality as Severity,
      ownerId: ownerId || null,
      agreedOn: agreedOn || null,
      reviewOn: reviewOn || null,
    });
  };
  return (
    <form className="channel-form" onSubmit={submit}>
      <div className="pair">
        <Field label="Name" name="name" required maxLength={100} defaultValue={vendor?.name} />
        <Field
          label="Domain"
          name="domain"
          required
          maxLength={300}
          spellCheck={false}
          autoComplete="off"
          placeholder="stripe.com"
          defaultValue={vendor?.domain}
        />
      </div>
      <Field
        label="What they hold"
        name="data"
        maxLength={1_000}
        defaultValue={vendor?.data}
        hint="Such as: names and e-mail addresses of customers, no card numbers."
      />
      <Choice
        label="Criticality"
        name="criticality"
        defaultValue={vendor?.criticality ?? 'medium'}
        options={criticalities}
      />
      <div className="pair">
        <Choice
          // People come after the form: it chooses once they are there.
          key={people === undefined ? 'none' : 'all'}
          label="Looked after by"
          name="ownerId"
          defaultValue={vendor?.ownerId ?? ''}
          options={ownersOf(people ?? [], vendor)}
        />
        <Field
          label="Their contact for security"
          name="contact"
          maxLength={300}
          autoComplete="off"
          defaultValue={vendor?.contact}
        />
      </div>
      <div className="pair">
        <Field
          label="Agreement of"
          name="agreedOn"
          type="date"
          defaultValue={vendor?.agreedOn}
          hint="The day of the data processing agreement (DPA)."
        />
        <Field
          label="Review on"
          name="reviewOn"
          type="date"
          defaultValue={vendor?.reviewOn}
          hint="The channels remind of it on that day."
        />
      </div>
      <TextArea label="Notes" name="notes" maxLength={5_000} defaultValue={vendor?.notes} />
      <Problem error={error} />
      <button type="submit" className="main" disabled={isPending}>
        {action}
      </button>
    </form>
  );
}

/** Whoever looks after it stays a choice, also when they can be given no work any more. */
function ownersOf(
  people: readonly { readonly id: string; readonly name: string }[],
  vendor: Vendor | undefined,
): readonly { value: string; label: string }[] {
  const { ownerId, owner } = vendor ?? {};
  const isGone = ownerId !== undefined && !people.some(({ id }) => id === ownerId);
  return [
    { value: '', label: 'nobody' },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
    ...(isGone ? [{ value: ownerId, label: owner ?? 'somebody' }] : []),
  ];
}
