import { randomUUID } from 'node:crypto';
import type { Finding } from '@castellan/core';

/** Texts that would run as script wherever text becomes markup, an attribute, an address or code. */
const payloads: readonly string[] = [
  '<script>window.ran=1</script>',
  '</script><script>window.ran=1</script>',
  '<img src=x onerror=window.ran=1>',
  '<svg onload=window.ran=1>',
  '<svg><animate onbegin=window.ran=1 attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<body onload=window.ran=1>',
  '<details open ontoggle=window.ran=1>x</details>',
  '<input autofocus onfocus=window.ran=1>',
  '<video><source onerror=window.ran=1></video>',
  '<math><mtext></p><img src=x onerror=window.ran=1></mtext></math>',
  '<a href="javascript:window.ran=1" autofocus>x</a>',
  '"><img src=x onerror=window.ran=1>',
  "'><img src=x onerror=window.ran=1>",
  '" onmouseover="window.ran=1" x="',
  "' onfocus='window.ran=1' autofocus='",
  '` onload=window.ran=1 `',
  'javascript:window.ran=1',
  'data:text/html,<script>opener.ran=1</script>',
  '{{constructor.constructor("window.ran=1")()}}',
  '${window.ran=1}',
  '#{window.ran=1}',
  '--><script>window.ran=1</script><!--',
  ']]><script>window.ran=1</script>',
  '</title><script>window.ran=1</script>',
  '</textarea><script>window.ran=1</script>',
  '</style><script>window.ran=1</script>',
  '<style>@import "javascript:window.ran=1"</style>',
  '<link rel=stylesheet href="data:text/css,*{background:red}">',
  '<base href="//evil.example/">',
  '<meta http-equiv=refresh content="0;url=javascript:window.ran=1">',
  '<object data="javascript:window.ran=1"></object>',
  '<embed src="javascript:window.ran=1">',
  '<form action="javascript:window.ran=1"><button autofocus>x</button></form>',
  '<template><script>window.ran=1</script></template>',
  '\u2028window.ran=1\u2029',
  '\u202e<script>window.ran=1</script>',
  '__proto__',
  'constructor',
  '%3Cscript%3Ewindow.ran=1%3C/script%3E',
];

/** How many texts the findings carry: each payload in each field that an attacker can write to. */
const fieldCount = 17;
export const payloadCount: number = payloads.length * fieldCount;

/** One finding a text, with the text in every field that takes free text. */
export function hostileFindings(
  app: string,
  environment: string,
  texts: readonly string[] = payloads,
): Finding[] {
  return texts.map((text, index) => {
    const place = { file: text, line: 1, column: 1, function: text, sourceMapped: false };
    return {
      version: 1,
      id: randomUUID(),
      time: new Date(Date.now() - index * 1_000).toISOString(),
      app,
      environment,
      instance: text,
      detection: text,
      outcome: 'attack',
      confidence: 'certain',
      severity: 'high',
      disposition: 'blocked',
      mode: 'block',
      cwe: 79,
      practices: [text],
      controls: [text],
      reason: text,
      request: {
        id: randomUUID(),
        method: text,
        route: text,
        path: text,
        address: `192.0.${2 + (index >> 8)}.${index & 255}`,
        userAgent: text,
        user: { id: text, name: text },
        tokenFingerprint: text,
      },
      input: { path: text, excerpt: text, transformations: [] },
      sink: { library: text, api: text, kind: 'code' },
      span: { excerpt: `${text}${text}`, start: text.length, end: text.length * 2 },
      location: place,
      stack: [place, place],
      advice: text,
      count: 1,
    };
  });
}
