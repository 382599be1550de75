import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Compliance } from '../../views/castle/compliance.tsx';
import { Practice } from '../../views/castle/practice.tsx';
import { Practices } from '../../views/castle/practices.tsx';
import { OneWork } from '../../views/work/one-work.tsx';
import { WorkList } from '../../views/work/work-list.tsx';

const work = getRouteApi('/signed-in/work');
const oneWork = getRouteApi('/signed-in/work/$id');
const practices = getRouteApi('/signed-in/practices');
const practice = getRouteApi('/signed-in/practices/$id');
const compliance = getRouteApi('/signed-in/compliance');

export function WorkListRoute(): ReactNode {
  const { block: _, ...search } = work.useSearch();
  const navigate = work.useNavigate();
  return (
    <WorkList search={search} onSearch={(search) => void navigate({ search, replace: true })} />
  );
}

export function OneWorkRoute(): ReactNode {
  const navigate = oneWork.useNavigate();
  return (
    <OneWork
      id={oneWork.useParams().id}
      asks={oneWork.useSearch().ask}
      onClose={() => void navigate({ search: {}, replace: true })}
    />
  );
}

export function PracticesRoute(): ReactNode {
  const { block: _, ...search } = practices.useSearch();
  const navigate = practices.useNavigate();
  return (
    <Practices search={search} onSearch={(search) => void navigate({ search, replace: true })} />
  );
}

export function PracticeRoute(): ReactNode {
  return <Practice id={practice.useParams().id} />;
}

export function ComplianceRoute(): ReactNode {
  const { block: _, ...search } = compliance.useSearch();
  const navigate = compliance.useNavigate();
  return (
    <Compliance search={search} onSearch={(search) => void navigate({ search, replace: true })} />
  );
}
