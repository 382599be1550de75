import { type FormEvent, type ReactNode, useState } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi, useChange } from '../../api/queries.ts';
import { type NumberField, NumberFields, readNumbers } from '../../parts/number-fields.tsx';
import { Loading, Problem } from '../../parts/page.tsx';
import { SaveButton } from '../../parts/save-button.tsx';
import { say } from '../../parts/toasts.tsx';

const points = (name: string, label: string, hint?: string): NumberField => ({
  name,
  label,
  ...(hint !== undefined && { hint }),
  min: 0,
  max: 50,
});

const told: readonly NumberField[] = [
  {
    name: 'threshold',
    label: 'Tell when a score rises by',
    hint: 'Within 24 hours',
    min: 1,
    max: 100,
  },
];
const attacks: readonly NumberField[] = [
  points('criticalPoints', 'Critical'),
  points('highPoints', 'High'),
  points('mediumPoints', 'Medium'),
  points('lowPoints', 'Low'),
];
const others: readonly NumberField[] = [
  points('attackerAddressPoints', 'Used from an address that attacks'),
  points('tokenElsewherePoints', 'Session or token with another account'),
  points('networkPoints', 'Each network within a week beyond two', 'Four of them count at most'),
  points('weaknessPoints', 'A request reached a weak place'),
];
const forgotten: readonly NumberField[] = [
  { name: 'halfLifeDays', label: 'Half is forgotten after days', min: 1, max: 90 },
];

/** What counts how much in a user's risk, and when people are told. */
export function UserRisk(): ReactNode {
  const { data, error } = useApi('getUserRisk');
  const change = useChange('setUserRisk', ['getUserRisk', 'listUsers', 'getUser', 'listAudit']);
  const mayChange = useMay('setUserRisk');
  // A form that was saved begins anew with what holds now.
  const [saved, setSaved] = useState(0);
  if (!data) return error ? <Problem error={error} /> : <Loading />;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const weights = readNumbers(form, [...attacks, ...others, ...forgotten]);
    change.mutate(
      { body: { ...readNumbers(form, told), weights } },
      {
        onSuccess: () => {
          setSaved(saved + 1);
          say('Saved. Every score is reckoned anew.');
        },
      },
    );
  };
  return (
    <form key={saved} className="channel-form" onSubmit={submit}>
      <p className="hint">
        The score of a user is the sum of what is held against the account, at most 100. 0 points:
        it does not count. A change reckons every score anew, and nobody is told of that.
      </p>
      <fieldset className="bare" disabled={!mayChange}>
        <NumberFields
          title="People are told"
          fields={told}
          values={{ threshold: data.threshold }}
        />
        <NumberFields
          title="Points of an attack in the user’s name"
          fields={attacks}
          values={data.weights}
        />
        <NumberFields title="Points of other signs" fields={others} values={data.weights} />
        <NumberFields title="As time goes by" fields={forgotten} values={data.weights} />
      </fieldset>
      <SaveButton change={change} isShown={mayChange} />
    </form>
  );
}
