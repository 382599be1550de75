/** The text of the 403: JSON for programs, a page for people. Holds nothing but the finding's id. */
export function refusalBody(
  accept: string | undefined,
  findingId: string,
): { body: string; type: string } {
  if (accept?.includes('text/html') !== true) {
    const body = JSON.stringify({
      error: 'blocked',
      message: 'This request was refused because it looked like an attack on this application.',
      findingId,
    });
    return { body, type: 'application/json; charset=utf-8' };
  }
  return { body: page(findingId), type: 'text/html; charset=utf-8' };
}

function page(findingId: string): string {
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
<p>It looked like an attack on this application, so it was stopped. If you did nothing unusual,
tell the people who run this site and give them this number:</p>
<p><code>${findingId}</code></p>
</html>
`;
}
