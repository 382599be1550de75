import type { ReactNode } from 'react';
import { Field } from './field.tsx';

/** A filter that is typed; it holds once the field is left or Enter is pressed. */
export function TextFilter({
  label,
  placeholder,
  value,
  onValue,
}: {
  label: string;
  placeholder: string;
  value: string | undefined;
  onValue: (value: string | undefined) => void;
}): ReactNode {
  const set = (text: string): void => {
    const next = text.trim() || undefined;
    if (next !== value) onValue(next);
  };
  return (
    <Field
      label={label}
      // A value that comes from elsewhere, such as the Clear button, replaces what is typed.
      key={value ?? ''}
      defaultValue={value ?? ''}
      placeholder={placeholder}
      data-filter=""
      spellCheck={false}
      autoComplete="off"
      onBlur={({ target }) => set(target.value)}
      onKeyDown={(event) => event.key === 'Enter' && set(event.currentTarget.value)}
    />
  );
}
