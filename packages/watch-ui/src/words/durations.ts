/** How long a block may last, as people choose it; the API takes any length up to a year. */
export const durations = [
  { seconds: 900, label: '15 minutes' },
  { seconds: 3_600, label: '1 hour' },
  { seconds: 86_400, label: '1 day' },
  { seconds: 604_800, label: '1 week' },
  { seconds: 2_592_000, label: '30 days' },
] as const;
