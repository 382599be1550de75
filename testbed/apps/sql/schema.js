// What every database of the testbed holds, in the SQL that all of them understand.
export const schema = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100), age INTEGER)',
  "INSERT INTO users VALUES (1, 'alice', 30), (2, 'O''Brien', 40), (3, 'bob', 25), (4, 'Union Select', 50)",
  'CREATE TABLE secrets (id INTEGER PRIMARY KEY, secret VARCHAR(100))',
  "INSERT INTO secrets VALUES (1, 'crown-jewels')",
  'CREATE TABLE notes (text VARCHAR(200))',
];
