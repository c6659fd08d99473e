import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTexts } from '@/texts/useTexts';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';

/** An address that leads nowhere, and one that leads to something of somebody else: the same page. */
export function NotFound() {
  const t = useTexts();
  return (
    <Page title={t.shell.notFound.title}>
      <EmptyState
        icon="search"
        title={t.problems.notFoundTitle}
        body={t.shell.notFound.body}
        action={
          <Button component={Link} to="/">
            {t.shell.notFound.home}
          </Button>
        }
      />
    </Page>
  );
}
