import type { ReactNode } from 'react';

const highScore = 50;
const raisedScore = 15;

/** A user's risk from 0 to 100, as a number and as a bar. */
export function Score({ score }: { score: number }): ReactNode {
  return (
    <span className="score">
      <span className="number">{score}</span>
      <meter
        min={0}
        max={100}
        low={raisedScore}
        high={highScore}
        optimum={0}
        value={score}
        aria-label={`Risk ${score} of 100`}
      />
    </span>
  );
}
