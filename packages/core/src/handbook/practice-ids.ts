/** Ids of the handbook's 41 practices. They never change: code, rules, reports and docs cite them. */
export const practiceIds = [
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'C6',
  'C7',
  'C8',
  'C9',
  'C10',
  'C11',
  'C12',
  'C13',
  'I1',
  'I2',
  'I3',
  'I4',
  'I5',
  'I6',
  'I7',
  'I8',
  'I9',
  'I10',
  'I11',
  'I12',
  'I13',
  'I14',
  'P1',
  'P2',
  'P3',
  'P4',
  'P5',
  'P6',
  'P7',
  'P8',
  'P9',
  'P10',
  'M1',
  'M2',
  'M3',
  'M4',
] as const;
export type PracticeId = (typeof practiceIds)[number];

/** Ids of the three promises that the practices add up to. */
export const promiseIds = ['S1', 'S2', 'S3'] as const;
export type PromiseId = (typeof promiseIds)[number];

/** The parts of the product that can carry a practice. */
export const faces = ['guard', 'check', 'watch'] as const;
export type Face = (typeof faces)[number];
