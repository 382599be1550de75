import type { ReactNode } from 'react';
import { Field } from './field.tsx';

/** Asks for a code of a second factor. */
export function CodeField({ hint }: { hint: string }): ReactNode {
  return (
    <Field
      label="Code"
      name="code"
      required
      maxLength={40}
      autoComplete="one-time-code"
      autoFocus
      hint={hint}
    />
  );
}
