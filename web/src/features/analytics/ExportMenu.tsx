import { Button, Menu } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTexts } from '@/texts/analytics';
import { Icon } from '@/ui/Icon';
import { sentenceOf } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { formats, type ReportRequest, useExport } from './exportFile';

/** Comes when it is asked for: few who look at figures keep them. */
const ReportForm = lazy(() => import('./ReportForm').then((module) => ({ default: module.ReportForm })));

/** What the screen shows as a file, on paper, or again every night. */
export function ExportMenu({ body, disabled = false }: { body: ReportRequest; disabled?: boolean }) {
  const t = useTexts();
  const i = t.insight;
  const make = useExport();
  const [isKeeping, setKeeping] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<Icon name="download" size={20} />}
            disabled={disabled}
            loading={make.isPending}
          >
            {i.export.button}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map((format) => (
            <Menu.Item
              key={format}
              onClick={() =>
                make.mutate(
                  { format, body },
                  {
                    onSuccess: (name) => toast(i.export.done(name)),
                    onError: (error) => toast(sentenceOf(error, t)),
                  },
                )
              }
            >
              {i.export[format]}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<Icon name="print" size={20} />} onClick={() => window.print()}>
            {i.export.print}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="clock" size={20} />} onClick={() => setKeeping(true)}>
            {t.reports.saveThis}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isKeeping ? (
        <Suspense>
          <ReportForm of={null} shown={body} onClose={() => setKeeping(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
