import { Connection, Request, TYPES } from 'tedious';
import { tediousSettings } from './mssql-settings.js';

/** One connection a call, since a tedious connection carries one request at a time. */
export function run(send, text, parameters = []) {
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
