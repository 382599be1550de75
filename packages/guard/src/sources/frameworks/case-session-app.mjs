// An app with real sessions and Passport, for sessions.test.ts: says what reached it.
import { createRequire } from 'node:module';
import express from 'express';
import session from 'express-session';
import passport from 'passport';

const require = createRequire(import.meta.url);
// As an app in CommonJS has it.
const { identify, stepUpDone, stepUpRequired } = require('@castellan/guard/register');

passport.serializeUser((user, done) => done(null, user.id));
passport.deserializeUser((id, done) => setImmediate(() => done(null, { id })));

const withPassport = express();
withPassport.use(session({ secret: 'secret', resave: false, saveUninitialized: false }));
withPassport.use(passport.session());
withPassport.get('/sign-in/:id', (req, res, next) => {
  req.logIn({ id: req.params.id }, (error) => (error ? next(error) : res.send('signed in')));
});
withPassport.get('/verify', (_req, res) => {
  const before = stepUpRequired();
  stepUpDone();
  res.json({ before, after: stepUpRequired() });
});
withPassport.use((req, res) => {
  process.send({ reached: `passport ${req.user?.id}` });
  res.send('done');
});

const withSession = express();
withSession.use(session({ secret: 'secret', resave: false, saveUninitialized: false }));
withSession.get('/sign-in/:id', (req, res) => {
  req.session.userId = req.params.id;
  res.send('signed in');
});
withSession.use((req, res) => {
  process.send({ reached: `session ${req.session.userId}` });
  res.send('done');
});

const bare = express();
bare.use((req, res, next) => {
  if (identify({ id: req.get('x-user'), session: 'a session of the app' })) next();
});
bare.use((req, res) => {
  process.send({ reached: `bare ${req.get('x-user')}` });
  res.send('done');
});

const app = express();
app.use('/passport', withPassport);
app.use('/session', withSession);
app.use('/bare', bare);
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
