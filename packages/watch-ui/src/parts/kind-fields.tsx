import { type ReactNode, useId } from 'react';
import type { NotifierForm } from '../api/types.ts';
import { NamedSettings, type StoredSettings } from './named-settings.tsx';

/** What a kind of channel or destination takes: its name and its settings. */
export function KindFields({
  kind,
  before,
  placeholder,
}: {
  kind: NotifierForm;
  before: StoredSettings | undefined;
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
      <NamedSettings fields={kind.fields} before={before} placeholder={placeholder} />
    </fieldset>
  );
}
