import { id, later, made } from './sample-parts.ts';
import type { Sample, SampleMaker } from './sample-request.ts';
import type { SeededConsole } from './seeded-console.ts';

async function work(seed: SeededConsole): Promise<string> {
  return (await seed.make('POST', `incidents/${await seed.incident()}/work`, {})).id;
}

const vendor = (seed: SeededConsole): object => {
  const word = seed.fresh();
  return { name: word, domain: `vendor-${word}.com`, notes: 'n', data: 'd', contact: 'c' };
};

async function breach(seed: SeededConsole): Promise<Sample> {
  const { id: vendorId } = await seed.make('POST', 'vendors', vendor(seed));
  await seed.database.query(
    `insert into vendor_breaches (vendor_id, name, title, data_classes, is_news) values ($1, 'Adobe', 't', '{}', true)`,
    [vendorId],
  );
  return { ...id(vendorId), body: { name: 'Adobe' } };
}

async function advisory(seed: SeededConsole): Promise<string> {
  const name = `GHSA-${seed.next()}`;
  await seed.database.query(
    `insert into advisories (id, summary, severity, severity_rank, aliases, url, modified)
      values ($1, 's', 'high', 1, '{}', 'https://example.com/', 'm')`,
    [name],
  );
  return name;
}

async function exception(seed: SeededConsole): Promise<string> {
  const body = { reason: 'why it is so', until: later(30), file: '' };
  return (await seed.make('POST', `work/${await work(seed)}/exceptions`, body)).id;
}

/** What is to be done: work, exceptions, evidence, advisories and vendors. */
export const workSamples: Readonly<Record<string, SampleMaker>> = {
  getWork: async (seed) => id(await work(seed)),
  changeWork: async (seed) => ({
    ...id(await work(seed)),
    body: { comment: 'c', priority: 'low' },
  }),
  changeWorkSettings: () => ({
    body: { criticalDays: 1, highDays: 7, mediumDays: 30, lowDays: 90, staleDays: 30 },
  }),
  listWork: () => ({ query: { state: 'open', origin: 'incident' } }),
  getIncidentWork: async (seed) => id(await seed.incident()),
  takeUpIncident: async (seed) => id(await seed.incident()),
  watchForReplay: async (seed) => id(await work(seed)),
  confirmReplay: async (seed) => {
    const item = await work(seed);
    const { id: replay } = await seed.make('POST', `work/${item}/replays`);
    await seed.database.query(
      `update replays set outcome = 'silent', ends_at = now() where id = $1`,
      [replay],
    );
    return { path: { id: item, replay } };
  },
  proposeException: async (seed) => ({
    ...id(await work(seed)),
    body: { reason: 'why it is so', until: later(30), file: '{"mode":"block"}' },
  }),
  decideException: async (seed) => {
    const proposed = await exception(seed);
    const { client } = await seed.person('admin');
    return { ...id(proposed), body: { isApproved: true }, headers: client.headers() };
  },
  exportEvidence: () => ({ query: { from: later(-30), until: later(1) } }),
  listAppPackages: (seed) => id(seed.app),
  dismissAdvisory: async (seed) => ({
    body: { advisory: await advisory(seed), app: seed.app, reason: 'r', days: 1 },
  }),
  endDismissal: async (seed) => {
    const body = { advisory: await advisory(seed), app: seed.app, reason: 'r', days: 1 };
    return made(seed, 'advisory-dismissals', body);
  },
  addVendor: (seed) => ({ body: vendor(seed) }),
  editVendor: async (seed) => ({
    ...(await made(seed, 'vendors', vendor(seed))),
    body: vendor(seed),
  }),
  removeVendor: (seed) => made(seed, 'vendors', vendor(seed)),
  handleBreach: breach,
  ignoreDomain: (seed) => ({ body: { domain: `found-${seed.fresh()}.com`, isIgnored: true } }),
};
