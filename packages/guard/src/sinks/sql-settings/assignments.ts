import type { SqlDialect } from '../../detections/sink-call.ts';

/** A setting that moves the bounds of strings; `either` where a statement's effect cannot be told. */
export type SettingState = 'on' | 'off' | 'either';
export type SettingName = 'ansiQuotes' | 'noBackslashEscapes' | 'nonstandardStrings';

/** What a statement sets; `default` is what the connection began with. */
export interface Assignment {
  readonly setting: SettingName;
  readonly state: SettingState | 'default';
  /** True when connections to come are meant, and not this one. */
  readonly isGlobal: boolean;
}

/** How statements begin that can set something; told apart at the first letters, since all are asked. */
const SETTER = /^\s*(?:set|reset|discard|select\s+(?:pg_catalog\s*\.\s*)?set_config)\b/i;
const NONE: readonly Assignment[] = [];
const MAX_LENGTH = 4_096;

/** What a statement sets of the settings that decide how its database reads strings. */
export function assignmentsIn(text: string, dialect: SqlDialect): readonly Assignment[] {
  if (text.length > MAX_LENGTH || !SETTER.test(text)) return NONE;
  if (dialect === 'mysql') return sqlModesIn(text);
  return dialect === 'postgresql' ? conformingIn(text) : NONE;
}

const SQL_MODE =
  /(@@)?\b(?:(global|persist(?:_only)?|session|local)[\s.]+)?(?:@@)?sql_mode\s*:?=\s*(?:'([^']*)'|"([^"]*)"|(\w+)\s*(?=[,;]|$)|([^;]*))/gi;

function sqlModesIn(text: string): Assignment[] {
  return [...text.matchAll(SQL_MODE)].flatMap(
    ([, , scope = '', single, double, word, expression]) => {
      const isGlobal = /^(?:global|persist)/i.test(scope);
      const literal = single ?? double ?? word;
      const states = literal === undefined ? statesOfExpression(expression) : statesOf(literal);
      return states.map(([setting, state]) => ({ setting, state, isGlobal }));
    },
  );
}

type States = (readonly [SettingName, SettingState | 'default'])[];

const ANSI_QUOTES_BIT = 4;
const NO_BACKSLASH_ESCAPES_BIT = 1_048_576;
/** Modes of MariaDB that stand for others, which change from version to version. */
const COMPOUND = new Set(['DB2', 'MAXDB', 'MSSQL', 'ORACLE', 'POSTGRESQL']);

function statesOf(value: string): States {
  const modes = value.toUpperCase().split(/\s*,\s*/);
  if (modes[0] === 'DEFAULT') {
    return [
      ['ansiQuotes', 'default'],
      ['noBackslashEscapes', 'default'],
    ];
  }
  const bits = /^[0-9]+$/.test(value) ? Number(value) : 0;
  const isAnsi = modes.includes('ANSI_QUOTES') || modes.includes('ANSI');
  const isAnsiBit = Math.floor(bits / ANSI_QUOTES_BIT) % 2 === 1;
  const isPlainBit = Math.floor(bits / NO_BACKSLASH_ESCAPES_BIT) % 2 === 1;
  const isCompound = modes.some((mode) => COMPOUND.has(mode));
  return [
    ['ansiQuotes', isAnsi || isAnsiBit ? 'on' : isCompound ? 'either' : 'off'],
    ['noBackslashEscapes', modes.includes('NO_BACKSLASH_ESCAPES') || isPlainBit ? 'on' : 'off'],
  ];
}

/** `CONCAT(@@sql_mode, ',ANSI_QUOTES')` and the like: what they name may come or go. */
function statesOfExpression(expression = ''): States {
  const states: States = [];
  if (/ansi|db2|maxdb|mssql|oracle|postgresql/i.test(expression)) {
    states.push(['ansiQuotes', 'either']);
  }
  if (/no_backslash_escapes/i.test(expression)) states.push(['noBackslashEscapes', 'either']);
  return states;
}

const SET_CONFORMING =
  /\bset\s+(?:(local|session)\s+)?standard_conforming_strings\s*(?:=|\bto\b)\s*'?(\w+)/gi;
const CONFIG_CONFORMING = /set_config\s*\(\s*'standard_conforming_strings'\s*,\s*(?:'(\w+)')?/gi;
const RESET = /\breset\s+(?:all|standard_conforming_strings)\b|\bdiscard\s+all\b/i;

function conformingIn(text: string): Assignment[] {
  const found: Assignment[] = [];
  const add = (state: Assignment['state']): void => {
    found.push({ setting: 'nonstandardStrings', state, isGlobal: false });
  };
  for (const [, scope, value] of text.matchAll(SET_CONFORMING)) {
    // Until the transaction ends, which is not watched.
    add(scope?.toLowerCase() === 'local' ? 'either' : nonstandard(value));
  }
  for (const [, value] of text.matchAll(CONFIG_CONFORMING)) {
    add(value === undefined ? 'either' : nonstandard(value));
  }
  if (RESET.test(text)) add('default');
  return found;
}

/** PostgreSQL takes every unique beginning of these words. */
export function nonstandard(value = ''): Assignment['state'] {
  if (/^(?:default)$/i.test(value)) return 'default';
  if (/^(?:of|off|f|fa|fal|fals|false|n|no|0)$/i.test(value)) return 'on';
  return /^(?:on|t|tr|tru|true|y|ye|yes|1)$/i.test(value) ? 'off' : 'either';
}
