import styles from './Settings.module.css';

/** What saving changes, before it is saved; nothing where it changes nothing else. */
export function Effects({ heading, effects }: { heading: string; effects: readonly string[] }) {
  if (effects.length === 0) return null;
  return (
    <div className={styles.effect} role="status">
      <strong>{heading}</strong>
      <ul>
        {effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </div>
  );
}
