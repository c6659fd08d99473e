import { useQuery } from '@tanstack/react-query';
import { api, ask } from '@/api/client';

/** Everybody who works in the business, by name. */
export function useColleagues() {
  return useQuery({
    queryKey: ['settings', 'colleagues'],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/api/v1/colleagues', { params: { query: { limit: 100 } }, signal }))).data,
  });
}
