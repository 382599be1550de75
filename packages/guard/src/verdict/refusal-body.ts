/** Why a request is refused, in words for whoever sent it. */
const messages = {
  attack: {
    error: 'blocked',
    program: 'This request was refused because it looked like an attack on this application.',
    page: 'It looked like an attack on this application, so it was stopped.',
    key: 'findingId',
  },
  address: {
    error: 'blocked',
    program: 'Requests from this address are refused for the time being.',
    page: 'Requests from your address are refused for the time being.',
    key: 'decisionId',
  },
  account: {
    error: 'blocked',
    program: 'Requests of this account are refused for the time being.',
    page: 'Requests of your account are refused for the time being.',
    key: 'decisionId',
  },
  limit: {
    error: 'too-many-requests',
    program: 'Too many requests. Retry-After says when the next one is let through.',
    page: 'There were too many requests in a short time. Try again in a while.',
    key: 'decisionId',
  },
  'step-up': {
    error: 'step-up-required',
    program: 'Prove again who you are: until then requests of this session are refused.',
    page: 'Please prove again that it is you: until then your requests are refused.',
    key: 'decisionId',
  },
} as const;
export type RefusalCause = keyof typeof messages;

/** The text of a refusal: JSON for programs, a page for people. Holds nothing but the id of the finding or decision, and where to prove who one is. */
export function refusalBody(
  accept: string | undefined,
  id: string,
  cause: RefusalCause,
  stepUpPath?: string,
): { body: string; type: string } {
  if (accept?.includes('text/html') !== true) {
    const body = JSON.stringify({
      error: messages[cause].error,
      message: messages[cause].program,
      [messages[cause].key]: id,
      ...(stepUpPath !== undefined && { stepUpPath }),
    });
    return { body, type: 'application/json; charset=utf-8' };
  }
  return { body: page(id, messages[cause].page, stepUpPath), type: 'text/html; charset=utf-8' };
}

function page(id: string, reason: string, stepUpPath: string | undefined): string {
  const link =
    stepUpPath === undefined
      ? ''
      : `<p><a href="${attribute(stepUpPath)}">Prove that it is you</a></p>\n`;
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
${link}<p>${reason} If you did nothing unusual,
tell the people who run this site and give them this number:</p>
<p><code>${id}</code></p>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
