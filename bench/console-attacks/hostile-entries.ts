import { readyPlaybooks } from '../../packages/watch/src/playbooks/ready.ts';
import type { SeededConsole } from './seeded-console.ts';

/** A way by which somebody of the team, or what they set up, puts texts into the store. */
export interface Entry {
  /** What it fills, as `operation.field`. */
  readonly fields: readonly string[];
  /** How many texts at most: each has a page, a job or a ceiling of its own. */
  readonly most: number;
  /** Puts the text there; false where watch refuses it. A text that is returned is a page that shows it. */
  readonly write: (seed: SeededConsole, text: string, index: number) => Promise<boolean | string>;
}

const attempt = async (
  seed: SeededConsole,
  method: string,
  where: string,
  body: unknown,
): Promise<{ readonly ok: boolean; readonly id: string }> => {
  const answer = await seed.client.raw(method, `/api/v1/${where}`, body);
  const told = (await answer.json().catch(() => ({}))) as { id?: string };
  return { ok: answer.ok, id: told.id ?? '' };
};

const simple = (
  fields: readonly string[],
  most: number,
  method: string,
  where: string,
  bodyOf: (seed: SeededConsole, text: string, index: number) => unknown,
): Entry => ({
  fields,
  most,
  write: async (seed, text, index) =>
    (await attempt(seed, method, where, bodyOf(seed, text, index))).ok,
});

const later = new Date(Date.now() + 2 * 86_400_000).toISOString();
const day = later.slice(0, 10);
const { rule } = readyPlaybooks[0]!;

/** In an order in which later ones find what earlier ones made. */
export const entries: readonly Entry[] = [
  simple(['decide.actor.value', 'decide.reason'], 2_000, 'POST', 'decisions', (_, text) => ({
    actor: { kind: 'user', value: text },
    reason: text,
    seconds: 86_400,
  })),
  simple(['addCriticalNetwork.note'], 2_000, 'POST', 'critical-networks', (_, text, index) => ({
    network: `10.${index >> 8}.${index & 255}.0/24`,
    note: text,
  })),
  simple(['addView.name', 'addView.query'], 500, 'POST', 'views', (_, text) => ({
    name: text,
    query: `route:${JSON.stringify(text)}`,
    isShared: true,
    isPinned: true,
  })),
  simple(['createApiToken.name'], 500, 'POST', 'api-tokens', (_, text) => ({
    name: text,
    role: 'viewer',
    days: 1,
  })),
  simple(
    ['createIngestToken.name', 'createIngestToken.environment'],
    300,
    'POST',
    'ingest-tokens',
    ({ app }, text) => ({ app, environment: text, name: text }),
  ),
  simple(['addApp.name'], 100, 'POST', 'apps', (_, text) => ({ name: text })),
  {
    fields: ['addChannel.name', 'changeChannel.name', 'what a receiver answers'],
    most: 300,
    async write(seed, text) {
      const { ok, id } = await attempt(seed, 'POST', 'channels', {
        name: text,
        kind: 'webhook',
        settings: { url: `${seed.receiver}?${encodeURIComponent(text)}`, secret: 'x'.repeat(16) },
      });
      seed.receiverSays = text;
      await attempt(seed, 'POST', `channels/${id}/test`, undefined);
      seed.receiverSays = undefined;
      await attempt(seed, 'PATCH', `channels/${id}`, { isPaused: true });
      return ok;
    },
  },
  {
    fields: ['addDestination.name', 'changeDestination.name'],
    most: 300,
    async write(seed, text) {
      const { ok, id } = await attempt(seed, 'POST', 'destinations', {
        name: text,
        kind: 'json-lines',
        settings: { url: seed.receiver },
        sources: ['audit'],
      });
      await attempt(seed, 'PATCH', `destinations/${id}`, { isPaused: true });
      return ok;
    },
  },
  {
    fields: ['addMonitor.name', 'editMonitor.name', 'acknowledgeMonitor.reason'],
    most: 300,
    async write(seed, text) {
      const settings = { app: seed.app, environment: text.slice(0, 100) };
      const body = { name: text, kind: 'heartbeat', settings };
      const { ok, id } = await attempt(seed, 'POST', 'monitors', body);
      if (!ok) return false;
      await seed.database.query(
        `update monitors set state = 'critical', summary = $2 where id = $1`,
        [id, text.replaceAll('\0', '')],
      );
      const why = { until: later, reason: text };
      await attempt(seed, 'PUT', `monitors/${id}/acknowledgement`, why);
      return `/settings/monitors/${id}`;
    },
  },
  {
    fields: [
      'addVendor.name',
      'addVendor.data',
      'addVendor.contact',
      'addVendor.notes',
      'editVendor.name',
      'editVendor.data',
      'editVendor.contact',
      'editVendor.notes',
      'breaches of the feed',
      'handleBreach.name',
    ],
    most: 300,
    async write(seed, text, index) {
      const { ok, id } = await attempt(seed, 'POST', 'vendors', {
        name: text,
        domain: `vendor-${index}.com`,
        data: text,
        contact: text,
        notes: text,
      });
      if (!ok) return false;
      const stored = text.replaceAll('\0', '');
      await seed.database.query(
        `insert into vendor_breaches (vendor_id, name, title, data_classes, is_news) values ($1, $2, $2, array[$2], true)`,
        [id, stored],
      );
      return `/inventory/vendors/${id}`;
    },
  },
  {
    fields: [
      'addPlaybook.name',
      'addPlaybook.rule.route',
      'addPlaybook.rule.environment',
      'addPlaybook.rule.detections',
      'changePlaybook.name',
      'changePlaybook.rule.route',
      'changePlaybook.rule.environment',
      'changePlaybook.rule.detections',
    ],
    most: 300,
    async write(seed, text) {
      const part = text.slice(0, 100);
      const wanted = { ...rule, route: text, environment: part, detections: [text] };
      const { ok, id } = await attempt(seed, 'POST', 'playbooks', { name: text, rule: wanted });
      if (!ok) return false;
      await attempt(seed, 'PATCH', `playbooks/${id}`, { isOn: false });
      await seed.row('playbook_firings', {
        playbook_id: id,
        app_id: seed.app,
        actor_kind: 'user',
        actor_value: text.replaceAll('\0', ''),
        explanation: text.replaceAll('\0', ''),
      });
      return `/playbooks/${id}`;
    },
  },
  simple(['addPerson.name'], 500, 'POST', 'people', (_, text, index) => ({
    email: `person-${index}@example.com`,
    name: text,
    role: 'viewer',
  })),
  {
    fields: ['startDrill.target', 'tellDrillAnswer.problem'],
    most: 200,
    async write(seed, text) {
      await seed.endDrills();
      const target = `https://example.com/${encodeURIComponent(text)}`;
      const wanted = { app: seed.app, way: 'own-request', target };
      const { id } = await attempt(seed, 'POST', 'drills', wanted);
      const answer = { tookMs: 1, problem: text };
      // The address takes every text, for it encodes it; the answer is what the page shows.
      const { ok } = await attempt(seed, 'POST', `drills/${id}/answer`, answer);
      return ok && `/drills/${id}`;
    },
  },
  {
    fields: ['dismissAdvisory.reason', 'dismissAdvisory.advisory', 'advisories of the database'],
    most: 300,
    async write(seed, text) {
      const stored = text.replaceAll('\0', '');
      await seed.database.query(
        `insert into advisories (id, summary, severity, severity_rank, aliases, url, modified)
          values ($1, $1, 'high', 1, array[$1], $1, 'm') on conflict do nothing`,
        [stored],
      );
      await seed.database.query(
        `insert into package_advisories (name, version, advisory_id) values ($1, $1, $1) on conflict do nothing`,
        [stored],
      );
      const wanted = { advisory: stored, app: seed.app, reason: text, days: 1 };
      return (await attempt(seed, 'POST', 'advisory-dismissals', wanted)).ok;
    },
  },
  {
    fields: ['findings of reports', 'changeWork.comment', 'changeWork.accepted.reason'],
    most: 2_000,
    async write(seed, text, index) {
      const { rows } = await seed.database.query<{ id: string }>(
        `select id from work_items where fingerprint = $1`,
        [`text ${index}`],
      );
      const [item] = rows;
      if (item === undefined) return false;
      await attempt(seed, 'PATCH', `work/${item.id}`, { comment: text });
      await attempt(seed, 'PATCH', `work/${item.id}`, { accepted: { reason: text, until: day } });
      return `/work/${item.id}`;
    },
  },
  {
    fields: ['proposeException.reason', 'proposeException.file'],
    most: 50,
    async write(seed, text) {
      const incident = await seed.incident();
      const { id } = await attempt(seed, 'POST', `incidents/${incident}/work`, {});
      const wanted = {
        reason: text,
        until: day,
        file: JSON.stringify({ mode: 'block', note: text }),
      };
      const { ok } = await attempt(seed, 'POST', `work/${id}/exceptions`, wanted);
      return ok && `/work/${id}`;
    },
  },
  {
    fields: ['campaigns of attackers'],
    most: 300,
    async write(seed, text) {
      const stored = text.replaceAll('\0', '');
      const id = await seed.row('campaigns', {
        app_id: seed.app,
        environment: stored.slice(0, 100),
        fingerprint: Buffer.from(stored),
        detection: stored,
        shape: stored,
        user_agent: stored,
        first_seen: new Date(),
        last_seen: new Date(),
        addresses: 3,
      });
      return `/campaigns/${id}`;
    },
  },
];
