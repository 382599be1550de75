import { Ajv, type AnySchemaObject } from 'ajv';
import { default as AjvDraft04 } from 'ajv-draft-04';
import formats from 'ajv-formats';

/** What a JSON Schema of draft 4 or 7 finds wrong with a value, a line each. */
export function schemaCheck(schema: AnySchemaObject): (value: unknown) => string[] {
  // `unicodeRegExp`: patterns that JSON Schema recommends to write without the flag `u` and some schemas do.
  const options = { allErrors: true, strict: false, unicodeRegExp: false } as const;
  const isDraft04 = String(schema['$schema']).includes('draft-04');
  const ajv = isDraft04 ? new AjvDraft04.default(options) : new Ajv(options);
  formats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
