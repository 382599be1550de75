/** What became of one try to hand a message over. */
export type Outcome =
  | { readonly isAccepted: true; readonly status?: number | undefined }
  | {
      readonly isAccepted: false;
      readonly status?: number | undefined;
      /** In words, for people; holds nothing of the settings. */
      readonly problem: string;
      /** The same message would be refused again. */
      readonly isFinal: boolean;
      readonly waitSeconds?: number | undefined;
    };

/** Longest part of a service's answer that is kept, in characters. */
const maxAnswer = 200;

/** A service's answer on one line. */
export function excerptOf(answer: string): string {
  const line = answer.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > maxAnswer ? `${line.slice(0, maxAnswer)}…` : line;
}
