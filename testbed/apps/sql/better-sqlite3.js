import Database from 'better-sqlite3';
import { schema } from './schema.js';
import { serveSql } from './serve-sql.js';

const database = new Database(':memory:');
database.exec(schema.join(';'));

serveSql({
  statements: {
    'prepare-all': (text) => database.prepare(text).all(),
    'prepare-iterate': (text) => [...database.prepare(text).iterate()],
    'prepare-raw': (text) =>
      database
        .prepare(text)
        .raw()
        .all()
        .map(([id, name]) => ({ id, name })),
    transaction: (text) => database.transaction(() => database.prepare(text).all())(),
  },
  effects: {
    exec: (text) => database.exec(text),
    'prepare-run': (text) => database.prepare(text).run(),
  },
  conditions: {
    'prepare-get': (condition) => [
      database.prepare(`SELECT id, name FROM users WHERE ${condition}`).get(),
    ],
  },
  notes: () => {
    const rows = database.prepare('SELECT text FROM notes').all();
    database.exec('DELETE FROM notes');
    return rows;
  },
  safe: (name) => database.prepare('SELECT id, name FROM users WHERE name = ?').all(name),
  escaped: (name) =>
    database
      .prepare(`SELECT id, name FROM users WHERE name = '${name.replaceAll("'", "''")}'`)
      .all(),
});
