import { serveSql } from './serve-sql.js';
import { run } from './tedious-run.js';

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
