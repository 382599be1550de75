import { type ReactNode, useId } from 'react';
import type { NotifierForm } from '../api/types.ts';
import { Field } from './field.tsx';
import { SettingField } from './setting-field.tsx';

/** What a kind of channel or destination takes: its name and its settings. */
export function KindFields({
  kind,
  before,
  placeholder,
}: {
  kind: NotifierForm;
  before:
    | {
        readonly name: string;
        readonly settings: Readonly<Record<string, string | number | boolean>>;
        readonly hasSecrets: boolean;
      }
    | undefined;
  placeholder: string;
}): ReactNode {
  const heading = useId();
  return (
    <fieldset aria-labelledby={heading}>
      <legend id={heading}>{kind.title}</legend>
      <p className="hint">
        {kind.hint}
        {kind.docs.startsWith('https://') && (
          <>
            {' '}
            <a href={kind.docs} target="_blank" rel="noreferrer">
              Its documentation
            </a>
          </>
        )}
      </p>
      <Field
        label="Name"
        name="name"
        required
        maxLength={100}
        autoComplete="off"
        defaultValue={before?.name ?? ''}
        placeholder={placeholder}
      />
      {kind.fields.map((field) => (
        <SettingField
          key={field.name}
          field={field}
          before={before?.settings[field.name]}
          isKept={before?.hasSecrets === true}
        />
      ))}
    </fieldset>
  );
}
