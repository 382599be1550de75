import type { Migration, MigrationProvider } from 'kysely';
import { up as first } from './0001-first.ts';
import { up as signInLinks } from './0003-sign-in-links.ts';
import { up as notifications } from './0004-notifications.ts';
import { up as monitors } from './0005-monitors.ts';
import { up as people } from './0006-people.ts';
import { up as users } from './0007-users.ts';
import { up as playbooks } from './0008-playbooks.ts';
import { up as explorer } from './0009-explorer.ts';
import { up as work } from './0010-work.ts';
import { up as pings } from './0011-pings.ts';
import { up as inventory } from './0012-inventory.ts';
import { up as demo } from './0013-demo.ts';
import { up as findingsAsText } from './0014-findings-as-text.ts';
import { up as passkeys } from './0015-passkeys.ts';
import { up as drills } from './0016-drills.ts';
import { up as forwarding } from './0017-forwarding.ts';
import { up as signInProvider } from './0018-sign-in-provider.ts';
import { up as vendors } from './0019-vendors.ts';
import { up as breachesAndDrift } from './0020-breaches-and-drift.ts';
import { up as whereabouts } from './0021-whereabouts.ts';
import { up as risk } from './0022-risk.ts';
import { up as campaignActors } from './0023-campaign-actors.ts';
import { up as fasterIngest } from './0024-faster-ingest.ts';
import { up as usedCodesToldDrills } from './0025-used-codes-told-drills.ts';
import { up as deliveryFailures } from './0026-delivery-failures.ts';
import { up as shownBy } from './0027-shown-by.ts';

/** Every migration by name, in order. Listed, not read from a folder, so that a build cannot lose one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': { up: first },
  '0003-sign-in-links': { up: signInLinks },
  '0004-notifications': { up: notifications },
  '0005-monitors': { up: monitors },
  '0006-people': { up: people },
  '0007-users': { up: users },
  '0008-playbooks': { up: playbooks },
  '0009-explorer': { up: explorer },
  '0010-work': { up: work },
  '0011-pings': { up: pings },
  '0012-inventory': { up: inventory },
  '0013-demo': { up: demo },
  '0014-findings-as-text': { up: findingsAsText },
  '0015-passkeys': { up: passkeys },
  '0016-drills': { up: drills },
  '0017-forwarding': { up: forwarding },
  '0018-sign-in-provider': { up: signInProvider },
  '0019-vendors': { up: vendors },
  '0020-breaches-and-drift': { up: breachesAndDrift },
  '0021-whereabouts': { up: whereabouts },
  '0022-risk': { up: risk },
  '0023-campaign-actors': { up: campaignActors },
  '0024-faster-ingest': { up: fasterIngest },
  '0025-used-codes-told-drills': { up: usedCodesToldDrills },
  '0026-delivery-failures': { up: deliveryFailures },
  '0027-shown-by': { up: shownBy },
};

export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...migrations }),
};
