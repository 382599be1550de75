import { randomUUID } from 'node:crypto';
import type { SeededConsole } from './seeded-console.ts';

/** The part of JSON Schema that the API's document uses. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface Operation {
  readonly operationId: string;
  readonly 'x-castellan-access': string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly schema: Schema;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

/** Texts that a schema does not tell, by the name of what they are for. */
export type Known = Readonly<Record<string, string>>;

/** A value that the schema takes; texts that it leaves open are marked with `mark`, where sqlmap puts its own. */
export function sampleOf(schema: Schema, name: string, known: Known, mark: string): unknown {
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return sampleOf(choice, name, known, mark);
  if (schema.allOf !== undefined) {
    const parts = schema.allOf.map((part) => sampleOf(part, name, known, mark) as object);
    return Object.assign({}, ...parts) as unknown;
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'object') return objectOf(schema, known, mark);
  if (schema.type === 'array') {
    const item = schema.items ?? { type: 'string' };
    return [sampleOf(item, name, known, mark)];
  }
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  return `${textOf(schema, name, known)}${mark}`;
}

function objectOf(schema: Schema, known: Known, mark: string): Record<string, unknown> {
  const entries = Object.entries(schema.properties ?? {});
  return Object.fromEntries(
    entries.map(([name, property]) => [name, sampleOf(property, name, known, mark)]),
  );
}

function textOf({ format, minLength = 0 }: Schema, name: string, known: Known): string {
  const told = known[name];
  if (told !== undefined) return told;
  if (format === 'uuid') return randomUUID();
  if (format === 'date-time') return new Date(Date.now() + 3_600_000).toISOString();
  if (format === 'email') return 'somebody@example.com';
  return 'sample'.padEnd(minLength, 'x');
}

/** What an operation is asked with where its schema alone does not make the server do its work. */
export interface Sample {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Lines of JSON, where the operation takes no schema. */
  readonly lines?: readonly unknown[];
  /** Headers of who asks; an owner's token unless said. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type SampleMaker = (console: SeededConsole) => Promise<Sample> | Sample;

/** One request, ready to be sent; texts in it end with `mark`. */
export interface SampleRequest {
  readonly path: string;
  readonly body: string | undefined;
}

export function requestOf(
  path: string,
  { parameters, requestBody }: Operation,
  sample: Sample,
  known: Known,
  mark: string,
): SampleRequest {
  const valueOf = ({ name, schema, in: place }: Operation['parameters'][number]): string => {
    const value = sample[place]?.[name] ?? sampleOf(schema, name, known, '');
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${encodeURIComponent(text)}${mark}`;
  };
  const filled = parameters
    .filter((one) => one.in === 'path')
    .reduce((text, one) => text.replace(`{${one.name}}`, valueOf(one)), path);
  const query = parameters
    // A cursor is made by the server; a made-up one is refused before anything is asked.
    .filter((one) => one.in === 'query' && one.name !== 'cursor')
    .map((one) => `${one.name}=${valueOf(one)}`)
    .join('&');
  const schema = requestBody?.content['application/json']?.schema;
  const given = sample.body === undefined ? undefined : markedIn(sample.body, mark);
  const body =
    sample.lines === undefined
      ? (given ?? (schema && sampleOf(schema, '', known, mark)))
      : undefined;
  const lines = sample.lines?.map((line) => JSON.stringify(markedIn(line, mark))).join('\n');
  return {
    path: `${filled}${query === '' ? '' : `?${query}`}`,
    body: lines ?? (body === undefined ? undefined : JSON.stringify(body)),
  };
}

/** The same with every text in it marked. */
function markedIn(value: unknown, mark: string): unknown {
  if (typeof value === 'string') return `${value}${mark}`;
  if (Array.isArray(value)) return value.map((one) => markedIn(one, mark));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, markedIn(inner, mark)]),
  );
}
