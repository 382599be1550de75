import type * as z from 'zod';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = T extends object ? { [Key in keyof T]: Flat<T[Key]> } : T;

/** The schema itself; does not compile unless what it yields is exactly `Message`. */
export function exactly<Message>(): <Schema extends z.ZodType>(
  schema: Equal<Flat<z.output<Schema>>, Flat<Message>> extends true ? Schema : never,
) => z.ZodType<Message> {
  return (schema) => schema as unknown as z.ZodType<Message>;
}
