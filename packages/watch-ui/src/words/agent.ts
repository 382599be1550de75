const tools: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/sqlmap/i, 'sqlmap'],
  [/nikto/i, 'Nikto'],
  [/nuclei/i, 'Nuclei'],
  [/(?:feroxbuster|gobuster|dirbuster|ffuf|wfuzz)/i, 'a path scanner'],
  [/(?:zgrab|masscan|nmap)/i, 'a port scanner'],
  [/curl\//i, 'curl'],
  [/wget\//i, 'Wget'],
  [/python-requests|aiohttp|httpx|urllib/i, 'Python'],
  [/go-http-client/i, 'Go'],
  [/okhttp|java\//i, 'Java'],
  [/node-fetch|undici|axios|^node$/i, 'Node.js'],
  [/(?:bot|crawler|spider)\b/i, 'a crawler'],
  [/headlesschrome/i, 'headless Chrome'],
  [/edg\//i, 'Edge'],
  [/(?:opr|opera)\//i, 'Opera'],
  [/firefox\//i, 'Firefox'],
  [/chrome\//i, 'Chrome'],
  [/safari\//i, 'Safari'],
];

/** What an agent says that it is, in a word; it may lie. */
export function shortAgent(agent: string): string {
  return tools.find(([pattern]) => pattern.test(agent))?.[1] ?? 'something else';
}
