/**
 * Lines of a log as no CI system obeys them. GitHub takes `::name::` at the start of a line and `##[name]`
 * anywhere (ActionCommand of its runner), Azure and TeamCity `##vso[…]` and `##teamcity[…]`.
 */
export function withoutLogCommands(text: string): string {
  return text
    .replace(/^((?:\s|\u001b\[[0-9;]*m)*):(?=:)/gmu, String.raw`$1\x3a`)
    .replace(/#(?=#\w*\[)/g, String.raw`\x23`);
}

/** The same of JSON, which reads back unchanged. */
export function jsonWithoutLogCommands(json: string): string {
  return json.replace(/#(?=#\w*\[)/g, String.raw`\u0023`);
}
