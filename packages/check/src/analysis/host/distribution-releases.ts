/**
 * The last day of security updates that come without a contract, from the makers' release pages as of
 * August 2026: Debian's long-term support, Ubuntu's standard support, and so on.
 */
const lastDays: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  debian: {
    8: '2020-06-30',
    9: '2022-06-30',
    10: '2024-06-30',
    11: '2026-08-31',
    12: '2028-06-30',
    13: '2030-06-30',
  },
  ubuntu: {
    '14.04': '2019-04-25',
    '16.04': '2021-04-30',
    '18.04': '2023-05-31',
    '20.04': '2025-05-31',
    '21.10': '2022-07-14',
    '22.04': '2027-04-30',
    '22.10': '2023-07-20',
    '23.04': '2024-01-25',
    '23.10': '2024-07-11',
    '24.04': '2029-05-31',
    '24.10': '2025-07-10',
    '25.04': '2026-01-15',
    '25.10': '2026-07-31',
    '26.04': '2031-04-30',
  },
  alpine: {
    '3.12': '2022-05-01',
    '3.13': '2022-11-01',
    '3.14': '2023-05-01',
    '3.15': '2023-11-01',
    '3.16': '2024-05-23',
    '3.17': '2024-11-22',
    '3.18': '2025-05-09',
    '3.19': '2025-11-01',
    '3.20': '2026-04-01',
    '3.21': '2026-11-01',
    '3.22': '2027-05-01',
    '3.23': '2027-11-01',
    '3.24': '2028-06-01',
  },
  fedora: {
    37: '2023-12-05',
    38: '2024-05-21',
    39: '2024-11-26',
    40: '2025-05-13',
    41: '2025-12-15',
    42: '2026-05-27',
    43: '2026-12-09',
    44: '2027-06-02',
  },
  // Stream 8 calls itself 8 too, and has ended as well; from 9 on there is Stream only.
  centos: { 6: '2020-11-30', 7: '2024-06-30', 8: '2021-12-31', 9: '2027-05-31', 10: '2030-05-31' },
  rhel: { 7: '2024-06-30', 8: '2029-05-31', 9: '2032-05-31', 10: '2035-05-31' },
  rocky: { 8: '2029-05-31', 9: '2032-05-31', 10: '2035-05-31' },
  almalinux: { 8: '2029-05-31', 9: '2032-05-31', 10: '2035-05-31' },
  ol: { 7: '2024-12-31', 8: '2029-07-31', 9: '2032-06-30' },
  'opensuse-leap': {
    '15.4': '2023-12-07',
    '15.5': '2024-12-31',
    '15.6': '2026-04-30',
    '16.0': '2027-10-31',
  },
  // The first one calls itself by its year and month.
  amzn: { '2018.03': '2023-12-31', 2: '2026-06-30', 2023: '2029-06-30' },
};

/** `2028-06-30`; undefined for what the table does not hold. */
export function lastDayOf(distribution: string, version: string): string | undefined {
  const releases = lastDays[distribution];
  if (releases === undefined) return undefined;
  const [major = '', minor] = version.split('.');
  return releases[version] ?? releases[`${major}.${minor ?? ''}`] ?? releases[major];
}
