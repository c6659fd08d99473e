import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { ProductEditor } from './ProductEditor';
import { productQuery } from './queries';

/** One item: what it is, its variants, where it is sold, what it cost before. */
export function ProductPage() {
  const t = useTexts();
  const { item } = useParams({ from: '/signed-in/catalogue/$item' });
  const product = useQuery(productQuery(item));
  if (product.data) return <ProductEditor key={item} product={product.data} />;
  return (
    <Page title={t.words.catalogue} actions={<BackToCatalogue />}>
      {product.isError ? (
        <Problem error={product.error} own={t.catalogue.codes} onRetry={() => void product.refetch()} />
      ) : (
        <LoadingRows rows={6} height={56} />
      )}
    </Page>
  );
}

export function BackToCatalogue() {
  const t = useTexts();
  return (
    <Button
      variant="default"
      leftSection={<Icon name="back" size={20} />}
      renderRoot={(props) => <Link to="/catalogue" {...props} />}
    >
      {t.catalogue.editor.back}
    </Button>
  );
}
