/** Why a request is refused, in words for whoever sent it. */
const messages = {
  attack: {
    program: 'This request was refused because it looked like an attack on this application.',
    page: 'It looked like an attack on this application, so it was stopped.',
    key: 'findingId',
  },
  decision: {
    program: 'Requests from this address are refused for the time being.',
    page: 'Requests from your address are refused for the time being.',
    key: 'decisionId',
  },
} as const;
export type RefusalCause = keyof typeof messages;

/** The text of the 403: JSON for programs, a page for people. Holds nothing but the id of the finding or decision. */
export function refusalBody(
  accept: string | undefined,
  id: string,
  cause: RefusalCause,
): { body: string; type: string } {
  if (accept?.includes('text/html') !== true) {
    const body = JSON.stringify({
      error: 'blocked',
      message: messages[cause].program,
      [messages[cause].key]: id,
    });
    return { body, type: 'application/json; charset=utf-8' };
  }
  return { body: page(id, messages[cause].page), type: 'text/html; charset=utf-8' };
}

function page(id: string, reason: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Request refused</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1.5rem }
code { font-size: .9em; overflow-wrap: anywhere }
</style>
<h1>This request was refused</h1>
<p>${reason} If you did nothing unusual,
tell the people who run this site and give them this number:</p>
<p><code>${id}</code></p>
</html>
`;
}
