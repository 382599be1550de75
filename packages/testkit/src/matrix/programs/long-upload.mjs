// A bare server that takes uploads of any length and puts one field of theirs into a command.
import { execSync } from 'node:child_process';
import http from 'node:http';
import { buffer } from 'node:stream/consumers';

const server = http.createServer(async (req, res) => {
  const body = (await buffer(req)).toString('latin1');
  const name = /name="name"\r\n\r\n([^\r]*)/.exec(body)?.[1] ?? '';
  const title = [...body.matchAll(/filename="([^"]*)"/g)].at(-1)?.[1] ?? '';
  // A static second command: what is not known of a file must not convict it.
  res.end(execSync(`echo ${name} '${title}' && echo done`));
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
