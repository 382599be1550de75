import type { Count, Time } from './columns.ts';

/** What is counted by the hour. */
export interface HourCells {
  app_id: string;
  hour: Time;
  environment: string;
  detection: string;
  disposition: string;
  severity: string;
  route: string;
  events: Count;
}
