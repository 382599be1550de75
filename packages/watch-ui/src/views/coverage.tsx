import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from '../parts/demo-data.tsx';
import { useApi } from '../api/queries.ts';
import type { EnvironmentCoverage } from '../api/types.ts';
import { AppChoice } from '../parts/app-choice.tsx';
import { CoverageTable } from '../parts/coverage-table.tsx';
import { Light } from '../parts/marks.tsx';
import { Empty, Loading, Page, Problem, Section } from '../parts/page.tsx';
import { counted } from '../words/text.ts';

export interface CoverageSearch {
  readonly app?: string | undefined;
}

/** What is guarded, in which mode, and what is not and why: what is open first. */
export function Coverage(): ReactNode {
  const search = useSearch({ from: '/signed-in/coverage' });
  const navigate = useNavigate();
  const { data, error } = useApi('getCoverage', {
    query: search.app === undefined ? {} : { app: search.app },
  });
  const items = [...(data?.items ?? [])].sort(
    (one, other) =>
      other.unprotected - one.unprotected || Number(one.live > 0) - Number(other.live > 0),
  );
  return (
    <Page title="Coverage" lead="What is guarded, in which mode, and what is not and why.">
      <form className="filters" role="search" aria-label="Coverage">
        <AppChoice
          value={search.app}
          onValue={(app) => void navigate({ to: '.', search: { app }, replace: true })}
        />
      </form>
      <Problem error={error} />
      {!data && !error && <Loading />}
      {data && items.length === 0 && (
        <Empty title="No app was seen within a week">
          <p>
            <Link to="/apps">Connect an app</Link>: what guard covers in it stands here at once.
          </p>
        </Empty>
      )}
      {items.map((one) => (
        <OneEnvironment key={one.appId + one.environment} one={one} all={items} />
      ))}
    </Page>
  );
}

function OneEnvironment({
  one,
  all,
}: {
  one: EnvironmentCoverage;
  all: readonly EnvironmentCoverage[];
}): ReactNode {
  const lenient = Object.entries(one.modes).filter(([, mode]) => mode !== 'block');
  const differences = differencesOf(one, all);
  return (
    <Section
      title={`${one.app}, ${one.environment}`}
      aside={
        <span className="soft">
          <DemoMarkOf app={one.appId} /> <Light state={one.live > 0 ? 'on' : 'off'} />{' '}
          {one.live > 0 ? counted(one.live, 'process', 'processes') : 'silent'}
          {one.silent > 0 && `, ${one.silent} silent since yesterday`}
        </span>
      }
    >
      <ul className="plain">
        <li>
          {one.unprotected === 0
            ? 'Every library that guard knows is protected.'
            : `${counted(one.unprotected, 'library is', 'libraries are')} not protected: take a version that guard knows, or upgrade guard; the cause stands beside each.`}
        </li>
        <li>
          {one.mode === 'unknown'
            ? 'This guard does not tell its modes yet: upgrade it.'
            : lenient.length === 0
              ? 'Every detection blocks.'
              : `Not blocking: ${lenient.map(([detection, mode]) => `${detection} (${mode})`).join(', ')}.`}
        </li>
        {one.exceptions.map(({ route, mode, detections }) => (
          <li key={route + mode + String(detections)}>
            On <span className="route">{route}</span> {detections?.join(', ') ?? 'everything'} is{' '}
            {mode}.
          </li>
        ))}
        {one.seesEsModules === false && (
          <li>
            Packages that are ES modules only are not seen on this Node.js: take 22.22.3 or newer.
          </li>
        )}
        {one.keptBack.length > 0 && <li>Kept back by its settings: {one.keptBack.join(', ')}.</li>}
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
      <CoverageTable coverage={one.libraries} />
    </Section>
  );
}

/** Where an app is enforced otherwise in another environment. */
function differencesOf(
  one: EnvironmentCoverage,
  all: readonly EnvironmentCoverage[],
): readonly string[] {
  return all
    .filter(({ appId, environment }) => appId === one.appId && environment !== one.environment)
    .flatMap((other) => {
      const changed = Object.keys(one.modes).filter(
        (detection) =>
          other.modes[detection] !== undefined && other.modes[detection] !== one.modes[detection],
      );
      return changed.length === 0
        ? []
        : [`Otherwise than in ${other.environment}: ${changed.join(', ')}.`];
    });
}
