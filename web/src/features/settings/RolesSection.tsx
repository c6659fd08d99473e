import { useQuery } from '@tanstack/react-query';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/settings';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { rolesQuery } from './queries';
import styles from './Settings.module.css';

/** Who may do what, as a table: rights down, roles across. And which roles one holds oneself. */
export function RolesSection() {
  const t = useTexts();
  const words = t.settings.roles;
  const { me, locations } = useIdentity();
  const roles = useQuery(rolesQuery);
  const nameOf = (role: string) => t.common.roles[role] ?? role;
  if (roles.error) return <Problem error={roles.error} onRetry={() => void roles.refetch()} />;
  if (!roles.data) return <LoadingRows rows={8} />;
  const all = roles.data.data;
  const order = Object.keys(words.rights);
  const rights = [...new Set(all.flatMap((role) => role.permissions))].sort(
    (a, b) => ((order.indexOf(a) + 999) % 999) - ((order.indexOf(b) + 999) % 999),
  );
  return (
    <>
      <section className={styles.card} aria-labelledby="mine">
        <h2 id="mine">{words.yours}</h2>
        <ul className={styles.bullets}>
          {me.roles.map(({ role, location_id }) => (
            <li key={`${role} ${location_id}`}>
              {location_id
                ? words.at(nameOf(role), locations.find(({ id }) => id === location_id)?.name ?? location_id)
                : words.inAll(nameOf(role))}
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.card} aria-labelledby="roles">
        <h2 id="roles">{words.heading}</h2>
        <p className={styles.muted}>{words.intro}</p>
        <dl className={styles.terms}>
          {all.map((role) => (
            <div key={role.name}>
              <dt>{nameOf(role.name)}</dt>
              <dd className={styles.muted}>{words.about[role.name] ?? role.description}</dd>
            </div>
          ))}
        </dl>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
        <section className={styles.tableBox} tabIndex={0} aria-label={`${words.heading}: ${words.right}`}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.right}</th>
                {all.map((role) => (
                  <th key={role.name} scope="col">
                    {nameOf(role.name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rights.map((right) => (
                <tr key={right}>
                  <th scope="row">{words.rights[right] ?? right}</th>
                  {all.map((role) => (
                    <td key={role.name}>
                      {role.permissions.includes(right) ? (
                        <span className={styles.yes}>
                          <Icon name="check" size={20} />
                          <span className="visually-hidden">{words.may}</span>
                        </span>
                      ) : (
                        <span className={styles.muted}>
                          <span aria-hidden="true">–</span>
                          <span className="visually-hidden">{words.mayNot}</span>
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </section>
    </>
  );
}
