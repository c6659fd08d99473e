import { useMutation } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { components } from '@/api/schema';
import { downloadBlob } from '@/lib/download';

export type ReportRequest = components['schemas']['ReportRequest'];
export const formats = ['csv', 'xlsx', 'pdf', 'json'] as const;
export type Format = (typeof formats)[number];

/** The server makes the file of the same question that the screen asked. */
export function useExport() {
  return useMutation({
    mutationFn: async ({ format, body }: { format: Format; body: ReportRequest }) => {
      const { data, response } = await api.POST('/api/v1/analytics/reports/files', {
        params: { query: { format } },
        body,
        parseAs: 'blob',
      });
      const name = fileName(response.headers.get('Content-Disposition')) ?? `figures.${format}`;
      downloadBlob(name, data as unknown as Blob);
      return name;
    },
  });
}

/** The name that an answer gives its file. */
export function fileName(disposition: string | null): string | null {
  return /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1] ?? null;
}
