import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTexts } from '@/texts/customers';
import styles from './customers.module.css';
import { customersQuery } from './queries';

const most = 3;

/** Who is called like that already, while a name is typed: perhaps they are known. Its place is kept free, so nothing below it moves. */
export function SameName({ name }: { name: string }) {
  const t = useTexts();
  const [asked] = useDebouncedValue(name.trim(), 400);
  const found = useInfiniteQuery({ ...customersQuery({ q: asked }), enabled: asked.length >= 3 });
  const people = asked.length >= 3 && asked === name.trim() ? (found.data?.pages[0]?.data ?? []) : [];
  return (
    <div className={styles.same} role="status">
      {people.length > 0 ? (
        <>
          <span>{t.customers.form.perhaps}</span>
          {people.slice(0, most).map((one) => (
            <Link key={one.id} to="/customers/$id" params={{ id: one.id }}>
              {[one.name, one.phone ?? one.email].filter(Boolean).join(', ')}
            </Link>
          ))}
          {people.length > most ? <span>…</span> : null}
        </>
      ) : null}
    </div>
  );
}
