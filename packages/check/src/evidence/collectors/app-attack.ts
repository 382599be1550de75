import type { AttackRecord } from '../../analysis/attack/record.ts';
import { CannotCollect, type Collector } from '../collector.ts';

/** What an attack run saw. Only `castellan attack` makes one: no look at a repository sends attacks. */
export const collector: Collector<AttackRecord> = {
  title: 'attack run',
  reads: ['network'],
  collect() {
    throw new CannotCollect('the app was not attacked', 'run castellan attack -- node app.js');
  },
};
