import type { ReactNode } from 'react';
import { useApi } from '../api/queries.ts';
import type { NotifierForm } from '../api/types.ts';
import { Choice, Field } from './field.tsx';

type Asked = NotifierForm['fields'][number];

/** One setting of a kind, asked for as its description says. */
export function SettingField({
  field,
  before,
  isKept = false,
}: {
  field: Asked;
  /** As it is stored. */
  before?: string | number | boolean | undefined;
  /** A secret is stored, and stays when nothing is typed. */
  isKept?: boolean;
}): ReactNode {
  const { name, label, hint, type, isRequired, options, initial } = field;
  const value = String(before ?? initial ?? '');
  const isOptional = !isRequired && initial === undefined;
  const shared = {
    name: `setting-${name}`,
    label: isOptional ? `${label} (optional)` : label,
    defaultValue: value,
  };
  if (type === 'app') return <AppField {...shared} />;
  if (type === 'choice') {
    return (
      <Choice
        {...shared}
        options={(options ?? []).map((option) => ({ value: option, label: option }))}
      />
    );
  }
  const isKeptSecret = type === 'secret' && isKept;
  const kept = isKeptSecret ? 'Leave it empty to keep what is stored.' : undefined;
  const words = [hint, kept].filter((text) => text !== undefined).join(' ');
  return (
    <Field
      {...shared}
      type={type === 'secret' ? 'password' : type}
      required={isRequired && !isKeptSecret}
      autoComplete={type === 'secret' ? 'new-password' : 'off'}
      spellCheck={false}
      {...(words !== '' && { hint: words })}
    />
  );
}

function AppField(select: { label: string; name: string; defaultValue: string }): ReactNode {
  const apps = useApi('listApps').data?.items ?? [];
  return <Choice {...select} options={apps.map(({ id, name }) => ({ value: id, label: name }))} />;
}

/** The settings as the form holds them. A secret that is left empty stays as it is. */
export function readSettings(form: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names
      .map((name) => [name, form.get(`setting-${name}`)] as const)
      .filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string')
      .filter(([, value]) => value !== ''),
  );
}
