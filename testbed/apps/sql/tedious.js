import { Connection, Request, TYPES } from 'tedious';
import { tediousSettings } from './mssql-settings.js';
import { serveSql } from './serve-sql.js';

/** One connection a call, since a tedious connection carries one request at a time. */
function run(send, text, parameters = []) {
  return new Promise((resolve, reject) => {
    const connection = new Connection(tediousSettings);
    const rows = [];
    const request = new Request(text, (error) => {
      connection.close();
      if (error) reject(error);
      else resolve(rows);
    });
    for (const [name, value] of parameters) request.addParameter(name, TYPES.NVarChar, value);
    request.on('row', (columns) =>
      rows.push(
        Object.fromEntries(columns.map(({ metadata, value }) => [metadata.colName, value])),
      ),
    );
    connection.connect((error) => {
      if (error) return reject(error);
      try {
        send(connection, request);
      } catch (failure) {
        connection.close();
        reject(failure);
      }
    });
  });
}

const execSql = (connection, request) => connection.execSql(request);

serveSql({
  statements: {
    'exec-sql': (text) => run(execSql, text),
    'exec-sql-batch': (text) =>
      run((connection, request) => connection.execSqlBatch(request), text),
    prepare: (text) =>
      run((connection, request) => {
        request.on('prepared', () => connection.execute(request, {}));
        connection.prepare(request);
      }, text),
  },
  safe: (name) => run(execSql, 'SELECT id, name FROM users WHERE name = @name', [['name', name]]),
  escaped: (name) =>
    run(execSql, `SELECT id, name FROM users WHERE name = '${name.replaceAll("'", "''")}'`),
});
