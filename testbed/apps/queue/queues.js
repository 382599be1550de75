import { EventEmitter } from 'node:events';

/** A worker that was started with the app looks for jobs every few milliseconds: no context at all. */
export function polledQueue() {
  const jobs = [];
  const work = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job();
    setTimeout(work, 5);
  };
  work();
  return (job) => promised(job, (one) => jobs.push(one));
}

/** The first job starts the work, which goes on for all that come: the context is that of the first. */
export function wokenQueue() {
  const jobs = [];
  let isWorking = false;
  const work = async () => {
    isWorking = true;
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job();
    isWorking = false;
  };
  return (job) =>
    promised(job, (one) => {
      jobs.push(one);
      if (!isWorking) work();
    });
}

/** A few workers wait for an event, and are woken by whoever has finished a job. */
export function emittedQueue(workers = 3) {
  const jobs = [];
  const events = new EventEmitter();
  let idle = workers;
  events.on('free', async () => {
    const job = jobs.shift();
    if (job === undefined) return;
    idle -= 1;
    await job();
    idle += 1;
    events.emit('free');
  });
  return (job) =>
    promised(job, (one) => {
      jobs.push(one);
      if (idle > 0) events.emit('free');
    });
}

/** Collects keys for a moment and loads them by one call; one by one when that fails. */
export function batcher(load, waitMs = 5) {
  let waiting = [];
  const run = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const rows = await load(batch.map(({ key }) => key));
      for (const { key, resolve } of batch) resolve(rows.filter(({ name }) => name === key));
    } catch {
      for (const { key, resolve, reject } of batch) load([key]).then(resolve, reject);
    }
  };
  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(run, waitMs);
      waiting.push({ key, resolve, reject });
    });
}

function promised(job, push) {
  return new Promise((resolve, reject) => {
    push(() => job().then(resolve, reject));
  });
}
