/** What of JSON Schema 2020-12 the API's schemas use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
}

/** The schema as a TypeScript type. What it does not say is `unknown`. */
export function typeOfSchema(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(typeOfSchema).join(' | ');
  if (typeof schema.type === 'object') {
    return schema.type.map((type) => typeOfSchema({ ...schema, type })).join(' | ');
  }
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `readonly (${typeOfSchema(schema.items ?? {})})[]`;
    case 'object':
      return typeOfObject(schema);
    default:
      return 'unknown';
  }
}

function typeOfObject({
  properties,
  required = [],
  propertyNames,
  additionalProperties,
}: JsonSchema): string {
  if (properties) {
    const fields = Object.entries(properties).map(([name, property]) => {
      const mark = required.includes(name) ? '' : '?';
      return `readonly ${name}${mark}: ${typeOfSchema(property)}`;
    });
    return `{ ${fields.join('; ')} }`;
  }
  const key = propertyNames ? typeOfSchema(propertyNames) : 'string';
  const value = typeof additionalProperties === 'object' ? typeOfSchema(additionalProperties) : '';
  return `Readonly<Record<${key}, ${value || 'unknown'}>>`;
}
