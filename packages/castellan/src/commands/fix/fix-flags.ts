/** Flags of every command that mends. */
export const fixFlags = {
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  unsafe: { type: 'boolean', default: false },
  'allow-dirty': { type: 'boolean', default: false },
  owner: { type: 'string' },
  contact: { type: 'string' },
  host: { type: 'string' },
} as const;

/** Their part of a help page. */
export const fixUsage = `  --yes              mend without asking
  --dry-run          show the changes and write nothing
  --unsafe           mend also by what changes how the program behaves
  --allow-dirty      mend files too whose present text is in no commit
  --owner NAME       who reviews the code, for CODEOWNERS: @team or an address
  --contact WHERE    where to report holes, for SECURITY.md: an address or a link
  --host NAME        where the code is kept, when nothing tells: github or gitlab`;
