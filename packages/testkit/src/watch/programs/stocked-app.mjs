// An app with a framework that calls another host: what an inventory is made of.
import express from 'express';

const [outbound] = process.argv.slice(2);
const app = express();
app.get('/users/:id', (req, res) => {
  fetch(outbound).then(
    () => res.json({ id: req.params.id }),
    () => res.status(502).end(),
  );
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`);
});
