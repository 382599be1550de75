import type { ReactNode } from 'react';
import { Field } from './field.tsx';

/** One whole number that a form asks for. */
export interface NumberField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly min: number;
  readonly max: number;
}

/** Whole numbers of a form, each within its bounds. */
export function NumberFields({
  title,
  fields,
  values,
}: {
  title: string;
  fields: readonly NumberField[];
  values: Readonly<Record<string, number>>;
}): ReactNode {
  return (
    <fieldset>
      <legend>{title}</legend>
      <div className="pair">
        {fields.map((field) => (
          <Field
            key={field.name}
            {...field}
            type="number"
            defaultValue={values[field.name]}
            required
          />
        ))}
      </div>
    </fieldset>
  );
}

/** What such fields of a form hold. */
export function readNumbers(
  form: FormData,
  fields: readonly NumberField[],
): Record<string, number> {
  return Object.fromEntries(fields.map(({ name }) => [name, Number(form.get(name))]));
}
