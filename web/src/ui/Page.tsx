import { type ReactNode, useEffect } from 'react';
import styles from './Page.module.css';

/** One screen: its only h1, what can be done about all of it, and what it shows. */
export function Page({
  title,
  actions,
  narrow = false,
  children,
}: {
  title: string;
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}) {
  usePageTitle(title);
  return (
    <div className={narrow ? `${styles.page} ${styles.narrow}` : styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

let business = '';
let page = '';

function show(): void {
  document.title = [page, business, 'Olympus'].filter(Boolean).join(' · ');
}

/** Named in every title from now on; empty: nobody is signed in. */
export function setTitleOfBusiness(name: string): void {
  business = name;
  if (page) show();
}

/** "Orders · Café Luna · Olympus", for tabs, history and screen readers. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}
