import type { ReactNode } from 'react';
import { AppChoice } from '../../parts/app-choice.tsx';
import { Choice } from '../../parts/field.tsx';
import { TextFilter } from '../../parts/text-filter.tsx';
import type { useInventorySearch } from './inventory-search.ts';

/** The filters that the lists share. */
export function InventoryFilters({
  search,
  onSearch,
  label,
  only,
}: ReturnType<typeof useInventorySearch> & {
  label: string;
  only?: { readonly all: string; readonly some: string };
}): ReactNode {
  return (
    <form
      className="filters"
      role="search"
      aria-label="Inventory"
      onSubmit={(event) => event.preventDefault()}
    >
      <TextFilter
        label={label}
        placeholder="any"
        value={search.text}
        onValue={(text) => onSearch({ ...search, text })}
      />
      <AppChoice value={search.app} onValue={(app) => onSearch({ ...search, app })} />
      <TextFilter
        label="Environment"
        placeholder="any"
        value={search.environment}
        onValue={(environment) => onSearch({ ...search, environment })}
      />
      {only && (
        <Choice
          isCompact
          label="Show"
          value={search.only ?? ''}
          onChange={({ target }) =>
            onSearch({ ...search, only: target.value === 'yes' ? 'yes' : undefined })
          }
          options={[
            { value: '', label: only.all },
            { value: 'yes', label: only.some },
          ]}
        />
      )}
    </form>
  );
}
