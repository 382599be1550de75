const escaped = (text) => String(text).replace(/[&<>"'`=]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const link = (text) => (/^https?:/i.test(String(text)) ? escaped(text) : '#');
const page = (kind, path, name, render, good) => ({
  kind,
  method: 'GET',
  path,
  bad: async (ask) => ({ html: render(String(ask.query(name))) }),
  good: async (ask) => ({ html: good(String(ask.query(name))) }),
});

/** Routes that show what they are sent: pages, addresses to go to, and what is kept and shown later. */
export function answers() {
  const notes = [];
  return [
    page(
      'xss',
      '/hello/text',
      'who',
      (who) => `<p>hello ${who}</p>`,
      (who) => `<p>hello ${escaped(who)}</p>`,
    ),
    page(
      'xss',
      '/hello/attribute',
      'who',
      (who) => `<input value="${who.replaceAll('<', '&lt;')}">`,
      (who) => `<input value="${escaped(who)}">`,
    ),
    page(
      'xss',
      '/hello/script',
      'who',
      (who) => `<script>const who = "${who.replaceAll('"', '')}";</script>`,
      (who) =>
        `<script>const who = ${JSON.stringify(who).replaceAll('<', String.raw`\u003c`)};</script>`,
    ),
    page(
      'xss',
      '/hello/link',
      'to',
      (to) => `<a href="${escaped(to)}">on</a>`,
      (to) => `<a href="${link(to)}">on</a>`,
    ),
    {
      kind: 'xss',
      method: 'POST',
      path: '/notes',
      bad: async (ask) => keep(ask, notes),
      good: async (ask) => keep(ask, notes),
    },
    {
      method: 'GET',
      path: '/notes',
      bad: async () => ({ html: `<ul><li>${notes.join('<li>')}</ul>` }),
      good: async () => ({ html: `<ul><li>${notes.map(escaped).join('<li>')}</ul>` }),
    },
    {
      kind: 'open-redirect',
      method: 'GET',
      path: '/go',
      bad: async (ask) => ({ redirect: String(ask.query('to')) }),
      good: async (ask) => ({ redirect: `/hello/text?who=${encodeURIComponent(ask.query('to'))}` }),
    },
  ];
}

async function keep(ask, notes) {
  notes.push(String((await ask.body()).note));
  if (notes.length > 50) notes.shift();
  return { json: 'kept' };
}
