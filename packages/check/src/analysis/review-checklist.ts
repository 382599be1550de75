/** Questions for whoever reviews a change; own words after the practices. */
const reviewChecklist: readonly string[] = [
  'Input from outside is validated before it is used',
  'Who may call what is new here is checked (authentication, authorization)',
  'Queries, commands, paths and templates take data as data (no injection)',
  'No secrets or personal data in code, logs or error messages',
  'New dependencies are needed, well kept, and pinned by the lockfile',
];

/** The list as Markdown, with its heading. */
export function reviewChecklistText(): string {
  return `## Security\n\n${reviewChecklist.map((line) => `- [ ] ${line}\n`).join('')}`;
}
