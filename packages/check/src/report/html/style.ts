/** The look of the page: light, dark, on a phone and on paper. */
export const style: string = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #ffffff; --text: #1a1f26; --quiet: #525c69;
  --line: #d5dae1; --link: #0b57b0; --pass: #17663a; --fail: #b3201f; --attested: #0c5d75;
  --unknown: #7a5200; --none: #59636f; --code: #eef1f5; --marked: #ffe9b8; }
@media (prefers-color-scheme: dark) { :root { --page: #14171c; --card: #1d2229; --text: #e8ebef;
  --quiet: #a8b2be; --line: #39414c; --link: #85b8ff; --pass: #6fd39b; --fail: #ff9492;
  --attested: #7fd0ea; --unknown: #f0c060; --none: #a8b2be; --code: #262d36; --marked: #4c3d13; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
main, footer { max-width: 68rem; margin: 0 auto; padding: 1rem; }
footer { color: var(--quiet); font-size: .875rem; border-top: 1px solid var(--line); }
a { color: var(--link); text-decoration: underline; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .35rem; }
h3.theme { text-transform: capitalize; }
p { margin: .35rem 0; }
code, pre { font-family: ui-monospace, "SF Mono", Consolas, monospace; font-size: .875em; }
.brand { font-weight: 700; letter-spacing: .02em; color: var(--quiet); }
.quiet { color: var(--quiet); font-size: .9rem; }
.gate { border: 1px solid; border-left-width: .5rem; border-radius: .4rem; padding: .6rem .8rem;
  font-weight: 600; background: var(--card); margin: .8rem 0; }
.exit-0 { border-color: var(--pass); } .exit-1 { border-color: var(--fail); } .exit-3 { border-color: var(--unknown); }
.step { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; }
.bar { width: 100%; height: 1.5rem; display: block; }
.bar .pass { fill: var(--pass); } .bar .fail, .bar .error { fill: var(--fail); } .bar .attested { fill: var(--attested); }
.bar .unknown { fill: var(--unknown); } .bar .not-applicable { fill: var(--none); }
ul.numbers { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; }
ul.numbers li { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .4rem .7rem; }
ul.numbers b { font-size: 1.35rem; }
ul.trend { padding-left: 1.2rem; }
.mark { font-weight: 600; white-space: nowrap; }
.mark.pass { color: var(--pass); } .mark.fail, .mark.error { color: var(--fail); }
.mark.attested { color: var(--attested); } .mark.unknown { color: var(--unknown); } .mark.not-applicable { color: var(--none); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: .5rem; align-items: start; }
.practice { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .7rem; scroll-margin-top: 1rem; }
.practice[open] { grid-column: 1 / -1; }
.practice summary { cursor: pointer; }
.practice .id { display: inline-block; min-width: 2.2rem; font-weight: 700; }
.practice .title { display: block; color: var(--text); font-size: .9rem; }
.practice .count { font-size: .875rem; color: var(--quiet); }
ul.rules { list-style: none; padding: 0; } ul.rules li { padding: .35rem 0; border-top: 1px solid var(--line); }
.finding { background: var(--card); border: 1px solid var(--line); border-left: .35rem solid var(--none); border-radius: .4rem;
  padding: .5rem .8rem; margin: .6rem 0; }
.finding.critical, .finding.high { border-left-color: var(--fail); } .finding.medium { border-left-color: var(--unknown); }
.finding h3 { margin: .2rem 0; }
.severity { text-transform: uppercase; font-size: .8rem; letter-spacing: .03em; }
.severity.critical, .severity.high { color: var(--fail); } .severity.medium { color: var(--unknown); } .severity.low { color: var(--none); }
pre { background: var(--code); border-radius: .3rem; padding: .5rem 0; overflow-x: auto; overflow-wrap: normal; margin: .5rem 0; }
pre i { font-style: normal; color: var(--quiet); display: inline-block; min-width: 3.5em; padding-right: 1em; text-align: right; user-select: none; }
pre mark { background: var(--marked); color: inherit; display: block; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; overflow-wrap: normal; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); min-width: 6rem; }
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #bbb; --link: #000;
    --pass: #17663a; --fail: #b3201f; --attested: #0c5d75; --unknown: #7a5200; --none: #59636f; --code: #f4f4f4; --marked: #ffe9b8; }
  body { font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main, footer { max-width: none; padding: 0; }
  pre { white-space: pre-wrap; } .scroll { overflow: visible; }
  article, .practice, tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .grid { display: block; columns: 2; } .practice { margin-bottom: .5rem; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
