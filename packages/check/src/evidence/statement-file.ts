import * as z from 'zod';
import { readText, type Source } from './source.ts';

/** Fields of statements that people make. */
export const day: z.ZodISODate = z.iso.date();
export const words: z.ZodString = z.string().trim().min(1).max(1000);

/** What a statement file says; undefined when there is none. Throws an error that names file and place. */
export async function readStatements<Value>(
  source: Source,
  file: string,
  schema: z.ZodType<Value>,
): Promise<Value | undefined> {
  const text = await readText(source, file);
  return text === undefined ? undefined : parseStatements(text, file, schema);
}

/** The value in `text`, a JSON file named `file`. Throws an error that names file and place. */
export function parseStatements<Value>(
  text: string,
  file: string,
  schema: z.ZodType<Value>,
): Value {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const problem = z.prettifyError(result.error).replace(/\s*\n\s*/g, ' ');
  throw new Error(`${file} is not valid: ${problem}`, { cause: result.error });
}
