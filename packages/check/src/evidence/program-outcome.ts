/** What a program said. */
export interface ProgramOutcome {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}
