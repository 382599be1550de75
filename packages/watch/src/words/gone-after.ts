/** A process whose last sign of life is older than three heartbeats counts as gone. */
export const goneAfterSeconds = 90;
