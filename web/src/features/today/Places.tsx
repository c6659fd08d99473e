import { Link } from '@tanstack/react-router';
import { format } from '@/lib/money';
import { useTexts } from '@/texts/today';
import { changeOf } from './figures';
import type { LocationToday } from './queries';
import styles from './today.module.css';

/** The locations side by side, each in its own currency. */
export function Places({ days }: { days: readonly LocationToday[] }) {
  const t = useTexts();
  const { places } = t.today;
  return (
    <section className={styles.card} aria-labelledby="places-head">
      <h2 id="places-head" className={styles.heading}>
        {places.title}
      </h2>
      <div className={styles.wide}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{places.place}</th>
              <th scope="col" className="number">
                {places.net}
              </th>
              <th scope="col" className="number">
                {places.change}
              </th>
              <th scope="col" className="number">
                {places.orders}
              </th>
              <th scope="col" className="number">
                {places.open}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => {
              const change = changeOf(day.today.net.amount, day.last_week_so_far.net.amount);
              return (
                <tr key={day.location_id}>
                  <th scope="row">
                    <Link to="/l/$loc/today" params={{ loc: day.location_id }} className={styles.link}>
                      {day.name}
                    </Link>
                  </th>
                  <td className="number">{format(day.today.net)}</td>
                  <td className="number">
                    {change.kind === 'none'
                      ? t.common.unknown
                      : change.kind === 'same'
                        ? t.today.same
                        : change.kind === 'up'
                          ? t.today.up(change.percent)
                          : t.today.down(change.percent)}
                  </td>
                  <td className="number">{day.today.orders}</td>
                  <td className="number">{day.open_orders}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
