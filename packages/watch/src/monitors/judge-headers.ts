import {
  type Answer,
  framingOf,
  isHtml,
  policyOutcome,
  policyOutcomes,
  referrerOutcome,
  referrerOutcomes,
  sniffingOf,
  transportPromise,
  valuesOf,
} from '@castellan/core/site';

/**
 * What is wrong with the headers of an answer, in words; empty where nothing is. What is no page is held
 * to what counts for every answer. Policies that stand in the page itself are not read.
 */
export function headerProblems(answer: Answer): string[] {
  const problems = [transportProblem(answer), sniffingProblem(answer)];
  if (isHtml(answer)) {
    problems.push(policyProblem(answer), framingProblem(answer), referrerProblem(answer));
  }
  return problems.filter((one) => one !== undefined);
}

function transportProblem(answer: Answer): string | undefined {
  if (!answer.url.startsWith('https:')) return undefined;
  switch (transportPromise(answer).kind) {
    case 'missing':
      return 'no Strict-Transport-Security';
    case 'unreadable':
      return 'Strict-Transport-Security that browsers cannot read';
    case 'short':
      return 'Strict-Transport-Security for less than a year';
    case 'enough':
      return undefined;
  }
}

function sniffingProblem(answer: Answer): string | undefined {
  switch (sniffingOf(answer)) {
    case 'missing':
      return 'no X-Content-Type-Options';
    case 'unknown':
      return 'X-Content-Type-Options with another value than nosniff';
    case 'off':
      return undefined;
  }
}

function policyProblem(answer: Answer): string | undefined {
  const [points, says] = policyOutcomes[policyOutcome(answer)];
  return points < 0 ? `Content-Security-Policy: ${says}` : undefined;
}

function framingProblem(answer: Answer): string | undefined {
  switch (framingOf(answer).kind) {
    case 'missing':
      return 'no bar to framing';
    case 'open policy':
      return 'frame-ancestors that names everybody';
    case 'unknown':
      return 'X-Frame-Options that browsers do not know';
    case 'policy':
    case 'header':
      return undefined;
  }
}

function referrerProblem(answer: Answer): string | undefined {
  const [points, says] = referrerOutcomes[referrerOutcome(valuesOf(answer, 'referrer-policy'))];
  return points < 0 ? `Referrer-Policy: ${says}` : undefined;
}
