import type { SqlCall, SqlDialect, SqlSettings } from '../../detections/sink-call.ts';
import {
  type Assignment,
  assignmentsIn,
  type SettingName,
  type SettingState,
} from './assignments.ts';

const SETTINGS: readonly SettingName[] = ['ansiQuotes', 'noBackslashEscapes', 'nonstandardStrings'];

type Readings = Pick<SqlCall, SettingName | 'alsoAs'>;

const usual: Readings = {};
/** What was set for connections to come. */
const forNewOnes = new Map<SqlDialect, Map<SettingName, SettingState>>();

/**
 * The settings by which a database reads the strings of statements, as far as statements and the
 * server's own words tell. Of one connection it is known which are in force; where many share this
 * (functions of a driver, whose connection is not known) they are read in both ways once they differ.
 */
export class SessionSettings {
  readonly #dialect: SqlDialect;
  readonly #isShared: boolean;
  readonly #states: Map<SettingName, SettingState>;
  #initial: ReadonlyMap<SettingName, SettingState>;
  #readings: Readings = usual;

  constructor(dialect: SqlDialect, isShared: boolean) {
    this.#dialect = dialect;
    this.#isShared = isShared;
    this.#states = new Map(forNewOnes.get(dialect));
    this.#initial = new Map(this.#states);
    this.#update();
  }

  /** A statement as its database will read it. */
  callOf(text: string): SqlCall {
    const dialect = this.#dialect;
    if (this.#readings === usual) return { kind: 'sql', text, dialect };
    return { kind: 'sql', text, dialect, ...this.#readings };
  }

  /** Learns from a statement that was let through. */
  learnFrom(text: string): void {
    const assignments = assignmentsIn(text, this.#dialect);
    if (assignments.length > 0) for (const one of assignments) this.#assign(one);
  }

  /** Learns from what the server says when the connection begins. */
  learnFromServer(setting: SettingName, state: SettingState): void {
    this.#assign({ setting, state, isGlobal: false });
    this.#initial = new Map(this.#states);
  }

  #assign({ setting, state, isGlobal }: Assignment): void {
    if (isGlobal) {
      const states = forNewOnes.get(this.#dialect) ?? new Map<SettingName, SettingState>();
      forNewOnes.set(this.#dialect, states);
      // Who pools connections has old ones beside new ones.
      if (state !== 'off' && state !== 'default') states.set(setting, 'either');
    }
    if (isGlobal && !this.#isShared) return;
    const next = state === 'default' ? (this.#initial.get(setting) ?? 'off') : state;
    const known = this.#states.get(setting) ?? 'off';
    this.#states.set(setting, this.#isShared && next !== known ? 'either' : next);
    this.#update();
  }

  #update(): void {
    const states = SETTINGS.map((name) => [name, this.#states.get(name) ?? 'off'] as const);
    const asNow = states.filter(([, state]) => state === 'on').map(([name]) => name);
    const asWell = states.filter(([, state]) => state === 'either').map(([name]) => name);
    const all: Readings = asWell.length === 0 ? {} : { alsoAs: allOn([...asNow, ...asWell]) };
    this.#readings = asNow.length + asWell.length === 0 ? usual : { ...allOn(asNow), ...all };
  }
}

function allOn(names: readonly SettingName[]): SqlSettings {
  return Object.fromEntries(names.map((name) => [name, true]));
}

const shared = new Map<SqlDialect, SessionSettings>();

/** The settings of all connections of a dialect whose statements are judged at drivers' functions. */
export function sharedSettings(dialect: SqlDialect): SessionSettings {
  let settings = shared.get(dialect);
  if (settings === undefined) {
    shared.set(dialect, (settings = new SessionSettings(dialect, true)));
  }
  return settings;
}
