import type { Day, DefaultTime, Time } from './columns.ts';

/** A company that holds data of the team’s, or of its users. */
interface VendorsTable {
  id: string;
  name: string;
  /** The one that it owns: `stripe.com`. */
  domain: string;
  data: string;
  owner_id: string | null;
  contact: string;
  criticality: string;
  /** When the agreement about the data (DPA) was made. */
  agreed_on: Day | null;
  review_on: Day | null;
  /** The review that people were told is due. */
  told_review_on: Day | null;
  notes: string;
  created_at: DefaultTime;
  created_by: string;
}

/** A breach of a vendor that a feed tells of. */
interface VendorBreachesTable {
  vendor_id: string;
  name: string;
  title: string;
  breached_on: Day | null;
  added_at: Time | null;
  data_classes: string[];
  /** The feed took it in after the team began to look: people are told of it. */
  is_news: boolean;
  first_seen: DefaultTime;
  handled_at: Time | null;
  handled_by: string | null;
}

export interface VendorSchema {
  vendors: VendorsTable;
  vendor_breaches: VendorBreachesTable;
  /** Domains that apps reach, and that the team says are no vendor. */
  ignored_domains: { domain: string; created_at: DefaultTime; created_by: string };
}
