import {
  type InfiniteData,
  queryOptions,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { type Call, call, type Operation, type Result } from './call.ts';

/** An operation as something to be looked up and kept. */
export function lookUp<Name extends Operation>(name: Name, wanted: Call<Name> = {} as Call<Name>) {
  return queryOptions({
    queryKey: [name, wanted] as const,
    queryFn: ({ signal }): Promise<Result<Name>> => call(name, wanted, signal),
  });
}

export function useApi<Name extends Operation>(
  name: Name,
  wanted: Call<Name> = {} as Call<Name>,
  isWanted = true,
): UseQueryResult<Result<Name>> {
  return useQuery({ ...lookUp(name, wanted), enabled: isWanted } as never);
}

type Paged = {
  [Name in Operation]: Result<Name> extends {
    readonly items: readonly unknown[];
    readonly next?: string;
  }
    ? Name
    : never;
}[Operation];

/** A list that is read on by `fetchNextPage`. */
export function usePages<Name extends Paged>(
  name: Name,
  query: Call<Name>['query'],
): UseInfiniteQueryResult<InfiniteData<Result<Name>>> {
  return useInfiniteQuery({
    queryKey: [name, 'pages', query],
    queryFn: ({ signal, pageParam }) =>
      call(name, { query: { ...(query as object), cursor: pageParam } } as Call<Name>, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Result<Name>) => (last as { next?: string }).next,
    placeholderData: (previous: unknown) => previous as never,
  });
}

/** Everything of the pages read so far. */
export function itemsOf<Item>(
  data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined,
): readonly Item[] {
  return data?.pages.flatMap(({ items }) => items) ?? [];
}

/** An operation that changes something; lists that show it are read again. */
export function useChange<Name extends Operation>(
  name: Name,
  stale: readonly Operation[],
): UseMutationResult<Result<Name>, Error, Call<Name>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Call<Name>) => call(name, wanted),
    onSuccess: () =>
      Promise.all(stale.map((one) => client.invalidateQueries({ queryKey: [one] }))).then(
        () => undefined,
      ),
  });
}
