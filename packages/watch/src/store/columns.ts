import type { ColumnType } from 'kysely';

/** Written as ISO text or a date, read as a date. */
export type Time = ColumnType<Date, Date | string, Date | string>;
export type DefaultTime = ColumnType<Date, Date | string | undefined, Date | string>;
/** int8: `pg` hands it over as text; see `connection.ts`, which reads it as a number. */
export type Count = ColumnType<number, number | bigint, number | bigint>;
/** `YYYY-MM-DD`, kept as text. */
export type Day = ColumnType<string, string, string>;
export type Json<Value> = ColumnType<Value, string, string>;
