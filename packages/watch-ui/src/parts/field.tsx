import { type ComponentProps, type ReactNode, useId } from 'react';

/** A labelled input with a line that explains it. */
export function Field({
  label,
  hint,
  ...input
}: { label: string; hint?: ReactNode } & ComponentProps<'input'>): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })} />
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A labelled text of several lines. */
export function TextArea({
  label,
  ...area
}: { label: string } & ComponentProps<'textarea'>): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={3} className="words" {...area} />
    </div>
  );
}

/** A choice of few, as a native list. */
export function Choice({
  label,
  options,
  isCompact = false,
  ...select
}: {
  label: string;
  options: readonly { readonly value: string; readonly label: string }[];
  isCompact?: boolean;
} & ComponentProps<'select'>): ReactNode {
  const id = useId();
  return (
    <div className={isCompact ? 'field field-compact' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <select id={id} {...select}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What the form holds, as texts. */
export function textsOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  );
}
