/** What sending a hole's requests again showed. `unseen`: the app did not answer. */
type ReplayOutcome = 'open' | 'closed' | 'unseen';

/** What came of a replay, with what guard did. */
export interface Replayed {
  readonly outcome: ReplayOutcome;
  /** True when guard refused one of the requests. */
  readonly isStopped: boolean;
}
