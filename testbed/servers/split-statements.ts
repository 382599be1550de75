/** The statements of a batch: cut at each `;` that is outside of quotes and comments. */
export function splitStatements(batch: string): string[] {
  const pieces = batch.matchAll(/'[^']*'?|"[^"]*"?|\[[^\]]*\]?|--[^\n]*|;|[^'"[;-]+|-/g);
  const statements = [''];
  for (const [piece] of pieces) {
    if (piece === ';') statements.push('');
    else if (!piece.startsWith('--')) statements[statements.length - 1] += piece;
  }
  return statements.filter((statement) => statement.trim() !== '');
}
