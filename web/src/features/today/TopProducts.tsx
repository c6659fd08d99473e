import { format } from '@/lib/money';
import { useTexts } from '@/texts/today';
import type { LocationToday } from './queries';
import styles from './today.module.css';

export function TopProducts({ products }: { products: LocationToday['top_products'] }) {
  const t = useTexts();
  const words = t.today.products;
  return (
    <section className={styles.card} aria-labelledby="products-head">
      <h2 id="products-head" className={styles.heading}>
        {words.title}
      </h2>
      {products.length === 0 ? (
        <p className={styles.nothing}>{words.none}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.product}</th>
              <th scope="col" className="number">
                {words.units}
              </th>
              <th scope="col" className="number">
                {words.net}
              </th>
            </tr>
          </thead>
          <tbody>
            {products.map((product) => (
              <tr key={product.product_id}>
                <th scope="row">{product.name ?? words.unnamed}</th>
                <td className="number">{product.units}</td>
                <td className="number">{format(product.net)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
