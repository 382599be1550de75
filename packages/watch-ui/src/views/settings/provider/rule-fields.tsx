import { type ReactNode, useState } from 'react';
import { roles } from '../../../api/operations.generated.ts';
import type { SignInProvider } from '../../../api/types.ts';
import { Choice, Field } from '../../../parts/field.tsx';

type Rules = SignInProvider['rules'] | undefined;

export function Tick({
  name,
  isTicked = false,
  onTick,
  children,
}: {
  name: string;
  isTicked?: boolean;
  onTick?: (isTicked: boolean) => void;
  children: ReactNode;
}): ReactNode {
  return (
    <label className="tick">
      <input
        type="checkbox"
        name={name}
        defaultChecked={isTicked}
        onChange={({ target }) => onTick?.(target.checked)}
      />
      <span>{children}</span>
    </label>
  );
}

/** Who comes in that was not here before. */
export function AdmissionFields({ rules }: { rules: Rules }): ReactNode {
  const [isByDomain, setIsByDomain] = useState(rules?.admits === 'domains');
  return (
    <fieldset>
      <legend>Who comes in</legend>
      <p className="hint">
        People whom you invited (Settings → People), and people who linked their account there to
        the one that they have here.
      </p>
      <Tick name="admitsDomains" isTicked={isByDomain} onTick={setIsByDomain}>
        New people too, when their address is of these domains
      </Tick>
      {isByDomain && (
        <Field
          label="Domains"
          name="domains"
          required
          spellCheck={false}
          autoComplete="off"
          defaultValue={rules?.domains.join(', ') ?? ''}
          placeholder="example.com, example.org"
          hint="Exactly these; what stands behind the @."
        />
      )}
      <Tick name="trustsAddresses" isTicked={rules?.trustsAddresses ?? false}>
        Take its addresses although it does not say that they are verified (Entra ID): only where
        nobody there can give themselves an address
      </Tick>
      <Tick name="ownersOnly" isTicked={rules?.otherWays === 'owners'}>
        Whoever is linked signs in through it only; owners keep their passwords, as a way back
      </Tick>
    </fieldset>
  );
}

const givenRoles = roles.map((role) => ({ value: role, label: role }));

interface Row {
  readonly key: number;
  readonly group: string;
  readonly role: string;
}

/** What role a group gives. */
export function RoleFields({ rules }: { rules: Rules }): ReactNode {
  const [claim, setClaim] = useState(rules?.groupsClaim ?? '');
  const [rows, setRows] = useState<readonly Row[]>(() =>
    (rules?.groupRoles ?? []).map((row, key) => ({ ...row, key })),
  );
  const next = { key: (rows.at(-1)?.key ?? 0) + 1, group: '', role: 'viewer' };
  const shown = rows.length === 0 ? [next] : rows;
  return (
    <fieldset>
      <legend>What they may do</legend>
      <Field
        label="Claim of groups (optional)"
        name="groupsClaim"
        spellCheck={false}
        autoComplete="off"
        value={claim}
        onChange={({ target }) => setClaim(target.value)}
        placeholder="groups"
        hint="Without one you give roles by hand. With one, people whom the provider made get theirs from it at every sign-in."
      />
      {claim.trim() !== '' && (
        <>
          {shown.map((row, at) => (
            <div className="row group-role" key={row.key}>
              <Field
                label={`Group ${at + 1}`}
                name="group"
                autoComplete="off"
                defaultValue={row.group}
              />
              <Choice
                label={`Role of group ${at + 1}`}
                name="groupRole"
                defaultValue={row.role}
                options={givenRoles}
              />
              <button
                type="button"
                className="quiet"
                disabled={shown.length === 1}
                onClick={() => setRows(shown.filter(({ key }) => key !== row.key))}
              >
                Take away<span className="unseen"> group {at + 1}</span>
              </button>
            </div>
          ))}
          <div className="actions">
            <button
              type="button"
              onClick={() => setRows([...shown, { ...next, key: (shown.at(-1)?.key ?? 0) + 1 }])}
            >
              Another group
            </button>
          </div>
        </>
      )}
      <Choice
        label={claim.trim() === '' ? 'Role of new people' : 'Role without any of these groups'}
        name="otherwise"
        defaultValue={rules === undefined ? 'viewer' : (rules.otherwise ?? '')}
        options={[
          ...givenRoles.filter(({ value }) => value !== 'owner'),
          { value: '', label: 'none: they are refused' },
        ]}
      />
    </fieldset>
  );
}

/** Whether its second factor is one here. */
export function FactorFields({ rules }: { rules: Rules }): ReactNode {
  const [counts, setCounts] = useState((rules?.factorValues.length ?? 0) > 0);
  return (
    <fieldset>
      <legend>Second factor</legend>
      <Tick name="countsFactor" isTicked={counts} onTick={setCounts}>
        Its second factor counts here
      </Tick>
      {counts ? (
        <Field
          label="Values that tell of one"
          name="factorValues"
          required
          spellCheck={false}
          autoComplete="off"
          defaultValue={
            rules === undefined || rules.factorValues.length === 0
              ? 'mfa'
              : rules.factorValues.join(' ')
          }
          hint="Of the claims amr and acr: “mfa” of most, a level of Keycloak."
        />
      ) : (
        <p className="hint">Whoever has one here is asked for it, after the provider too.</p>
      )}
    </fieldset>
  );
}
