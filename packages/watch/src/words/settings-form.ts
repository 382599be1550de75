import * as z from 'zod';

/** One setting as a form asks for it. */
export interface SettingField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly type: 'text' | 'secret' | 'url' | 'email' | 'number' | 'choice' | 'app';
  readonly isRequired: boolean;
  readonly options?: readonly string[] | undefined;
  readonly initial?: string | undefined;
}

interface Property {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly default?: string | number;
  readonly secret?: boolean;
  readonly place?: boolean;
  readonly app?: boolean;
}

/** What a form asks for, made of the schema alone. */
export function fieldsOf(schema: z.ZodObject): readonly SettingField[] {
  const { properties, required } = read(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    label: property.title ?? name,
    ...(property.description !== undefined && { hint: property.description }),
    type: typeOf(property),
    isRequired: required.includes(name),
    ...(property.enum !== undefined && { options: property.enum }),
    ...(property.default !== undefined && { initial: String(property.default) }),
  }));
}

/** What is wrong with settings, each by the label under which it was asked for. */
export function problemsOf(schema: z.ZodObject, { issues }: z.ZodError): string {
  const labels = new Map(fieldsOf(schema).map(({ name, label }) => [name, label]));
  return issues
    .map(({ path: [name = ''], message }) => {
      return `${labels.get(String(name)) ?? String(name)}: ${message}.`;
    })
    .join(' ');
}

/** Settings that are stored encrypted. */
export function secretNames(schema: z.ZodObject): readonly string[] {
  return namesWith(schema, ({ secret }) => secret === true);
}

/** Settings that say where secrets are sent: changing one takes the secrets anew. */
export function placeNames(schema: z.ZodObject): readonly string[] {
  return namesWith(schema, ({ place }) => place === true);
}

function namesWith(schema: z.ZodObject, has: (property: Property) => boolean): readonly string[] {
  return Object.entries(read(schema).properties)
    .filter(([, property]) => has(property))
    .map(([name]) => name);
}

function typeOf({ secret, app, enum: options, type, format }: Property): SettingField['type'] {
  if (secret === true) return 'secret';
  if (app === true) return 'app';
  if (options !== undefined) return 'choice';
  if (type === 'integer' || type === 'number') return 'number';
  if (format === 'uri') return 'url';
  return format === 'email' ? 'email' : 'text';
}

function read(schema: z.ZodObject): {
  readonly properties: Readonly<Record<string, Property>>;
  readonly required: readonly string[];
} {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as {
    properties?: Record<string, Property>;
    required?: readonly string[];
  };
  return { properties, required };
}
