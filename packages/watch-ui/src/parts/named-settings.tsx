import type { ReactNode } from 'react';
import { Field } from './field.tsx';
import { SettingField } from './setting-field.tsx';

type Setting = Parameters<typeof SettingField>[0];

/** What is stored of a channel, a destination or a monitor. */
export interface StoredSettings {
  readonly name: string;
  readonly settings: Readonly<Record<string, Setting['before']>>;
  readonly hasSecrets: boolean;
}

/** The name of something that a person sets up, and the settings of its kind. */
export function NamedSettings({
  fields,
  before,
  unset,
  placeholder,
}: {
  fields: readonly Setting['field'][];
  before: StoredSettings | undefined;
  /** What a field shows of which nothing is stored; its default when left out. */
  unset?: Setting['before'];
  placeholder?: string;
}): ReactNode {
  return (
    <>
      <Field
        label="Name"
        name="name"
        required
        maxLength={100}
        autoComplete="off"
        defaultValue={before?.name ?? ''}
        placeholder={placeholder}
      />
      {fields.map((field) => (
        <SettingField
          key={field.name}
          field={field}
          before={before && (before.settings[field.name] ?? unset)}
          isKept={before?.hasSecrets === true}
        />
      ))}
    </>
  );
}
