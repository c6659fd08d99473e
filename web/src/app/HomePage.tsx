import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/useTexts';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';

/** For somebody whose role has no screen of its own. */
export function HomePage() {
  const t = useTexts();
  const { me } = useIdentity();
  return (
    <Page title={t.shell.pages.home}>
      <EmptyState icon="home" title={t.shell.home.hello(me.name)} body={t.shell.home.nothing} />
    </Page>
  );
}
