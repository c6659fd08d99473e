import { Button } from '@mantine/core';
import { useState } from 'react';
import { download } from '@/lib/download';
import { useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { productsFile } from './exportProducts';
import { type Category, type Product, readProducts } from './queries';
import { useIsOffline } from './rights';
import { seconds, waitFor } from './useBulk';

/** Every product of the catalogue, archived ones aside. A limit of the server is waited for. */
export async function readEverything(tell: (count: number) => void): Promise<Product[]> {
  const all: Product[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    try {
      const page = await readProducts({}, cursor, 500);
      all.push(...page.data);
      cursor = page.next_cursor;
      more = page.has_more;
      tell(all.length);
    } catch (error) {
      const wait = waitFor(error);
      if (wait === null) throw error;
      await seconds(wait);
    }
  }
  return all;
}

/** The whole catalogue as a file that a spreadsheet opens and an import takes back. */
export function ExportButton({ categories }: { categories: readonly Category[] }) {
  const t = useTexts();
  const isOffline = useIsOffline();
  const [done, setDone] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const run = async () => {
    setProblem(null);
    setDone(0);
    try {
      const products = await readEverything(setDone);
      download('catalogue.csv', productsFile(products, categories, t.language));
      toast(t.catalogue.exported(products.length));
    } catch (error) {
      setProblem(error);
    } finally {
      setDone(null);
    }
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="download" size={20} />}
        disabled={isOffline || done !== null}
        onClick={() => void run()}
      >
        {done === null ? t.catalogue.exportAll : t.catalogue.exporting(done)}
      </Button>
      {problem ? <Problem error={problem} onRetry={() => void run()} /> : null}
    </>
  );
}
