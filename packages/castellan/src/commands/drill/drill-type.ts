/** What watch tells of a drill, as far as the command reads it. */
export interface Drill {
  readonly id: string;
  readonly app: string;
  readonly outcome?: 'arrived' | 'partly' | 'lost';
  readonly sentence: string;
  readonly advice?: string;
  readonly steps: readonly DrillStep[];
  readonly channels: readonly DrillChannel[];
}

interface DrillStep {
  readonly name: string;
  readonly state: 'done' | 'waiting' | 'failed' | 'skipped';
  readonly atMs?: number;
  readonly words: string;
}

export interface DrillChannel {
  readonly name: string;
  readonly kind: string;
  readonly state:
    | 'waiting'
    | 'delivered'
    | 'held'
    | 'failing'
    | 'failed'
    | 'paused'
    | 'not-concerned';
  readonly atMs?: number;
  readonly status?: number;
  readonly problem?: string;
}
