import { useNavigate, useSearch } from '@tanstack/react-router';

/** What every list of the inventory is narrowed by, as it stands in the address. */
export interface InventorySearch {
  readonly app?: string | undefined;
  readonly environment?: string | undefined;
  readonly text?: string | undefined;
  /** Only what is vulnerable, attacked or new, as the list has it. */
  readonly only?: 'yes' | undefined;
}

/** The filters of the page that is open, and how they are set. */
export function useInventorySearch(): {
  readonly search: InventorySearch;
  readonly onSearch: (search: InventorySearch) => void;
} {
  const search = useSearch({ from: '/signed-in/inventory' });
  const navigate = useNavigate();
  return {
    search,
    onSearch: (next) => void navigate({ to: '.', search: next, replace: true }),
  };
}

/** What the API is asked for. */
export function queryOf({ app, environment, text }: InventorySearch): {
  app?: string;
  environment?: string;
  text?: string;
} {
  return {
    ...(app !== undefined && { app }),
    ...(environment !== undefined && { environment }),
    ...(text !== undefined && { text }),
  };
}
