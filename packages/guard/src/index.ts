export { coverageReport } from './hooks/coverage.ts';
export { counters } from './verdict/counters.ts';
