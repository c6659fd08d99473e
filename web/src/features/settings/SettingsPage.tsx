import { TextInput } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/settings';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import styles from './Settings.module.css';
import { isSection, type Section, visibleSections } from './sections';
import { rightsOf } from './useRights';

const pages: Record<Section, React.LazyExoticComponent<() => React.ReactNode>> = {
  business: lazy(() => import('./BusinessSection').then((found) => ({ default: found.BusinessSection }))),
  places: lazy(() => import('./PlacesSection').then((found) => ({ default: found.PlacesSection }))),
  taxes: lazy(() => import('./TaxesSection').then((found) => ({ default: found.TaxesSection }))),
  people: lazy(() => import('./PeopleSection').then((found) => ({ default: found.PeopleSection }))),
  devices: lazy(() => import('./DevicesSection').then((found) => ({ default: found.DevicesSection }))),
  roles: lazy(() => import('./RolesSection').then((found) => ({ default: found.RolesSection }))),
  webhooks: lazy(() => import('./WebhooksSection').then((found) => ({ default: found.WebhooksSection }))),
  appearance: lazy(() => import('./AppearanceSection').then((found) => ({ default: found.AppearanceSection }))),
  security: lazy(() => import('./SecuritySection').then((found) => ({ default: found.SecuritySection }))),
  data: lazy(() => import('./DataSection').then((found) => ({ default: found.DataSection }))),
};

/** How does this business work here? The parts somebody may change, and one of them. */
export function SettingsPage() {
  const t = useTexts();
  const { section } = useParams({ strict: false });
  const visible = visibleSections(rightsOf(useIdentity()));
  const [asked, setAsked] = useState('');
  const words = asked.trim().toLowerCase();
  const found = visible.filter((one) => {
    const { name, about, words: more } = t.settings.sections[one];
    return `${name} ${about} ${more}`.toLowerCase().includes(words);
  });
  const shown = section && isSection(section) ? section : null;
  const Shown = shown && visible.includes(shown) ? pages[shown] : null;
  return (
    <Page title={shown ? t.settings.sections[shown].name : t.settings.title}>
      <div className={shown ? `${styles.layout} ${styles.one}` : styles.layout}>
        <nav className={styles.list} aria-label={t.settings.title}>
          <TextInput
            label={t.settings.search}
            value={asked}
            onChange={(event) => setAsked(event.currentTarget.value)}
            leftSection={<Icon name="search" size={20} />}
          />
          {found.length === 0 ? <p className={styles.muted}>{t.settings.nothingFound}</p> : null}
          <ul>
            {found.map((one) => (
              <li key={one}>
                <Link
                  to="/settings/$section"
                  params={{ section: one }}
                  className={styles.entry}
                  aria-current={one === shown ? 'page' : undefined}
                >
                  <span>
                    <strong>{t.settings.sections[one].name}</strong>
                    <span className={styles.muted}>{t.settings.sections[one].about}</span>
                  </span>
                  <Icon name="chevron" size={20} />
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.content}>
          {shown ? (
            <Link to="/settings" className={styles.up}>
              <Icon name="back" size={20} />
              {t.settings.title}
            </Link>
          ) : (
            <p className={styles.muted}>{t.settings.intro}</p>
          )}
          {Shown ? (
            <Suspense fallback={<LoadingRows rows={6} />}>
              <Shown />
            </Suspense>
          ) : shown ? (
            <p>{t.settings.denied}</p>
          ) : null}
        </div>
      </div>
    </Page>
  );
}
