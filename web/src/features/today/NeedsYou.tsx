import { Button } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { useIdentity } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { type Texts, useTexts } from '@/texts/today';
import { Icon } from '@/ui/Icon';
import type { Need } from './needs';
import styles from './today.module.css';
import { useNeeds } from './useNeeds';

/** Does anything need somebody? Each line leads to the screen where it is settled. `short`: one line at first, of a height that never changes. */
export function NeedsYou({ loc, short }: { loc: string | undefined; short: boolean }) {
  const t = useTexts();
  const words = t.today.needs;
  const { locations } = useIdentity();
  const { needs, failed, isLoading, retry } = useNeeds(loc);
  const [isOpen, setIsOpen] = useState(false);
  const nameOf = (id: string) => (loc ? '' : (locations.find((one) => one.id === id)?.name ?? ''));
  const shown = short && !isOpen ? needs.slice(0, 1) : needs;
  return (
    <section className={styles.card} aria-labelledby="needs-head">
      <div className={styles.cardHead}>
        <h2 id="needs-head" className={styles.heading}>
          {needs.length > 0 ? words.titleOf(needs.length) : words.title}
        </h2>
        {short && needs.length > 1 ? (
          <Button variant="subtle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? words.less : words.all}
          </Button>
        ) : null}
      </div>
      {shown.length > 0 ? (
        <ul className={styles.rows}>
          {shown.map((need) => (
            <li key={keyOf(need)}>
              <Link {...linkOf(need, loc ?? locations[0]?.id ?? '')} className={styles.row ?? ''}>
                <Icon name={need.kind === 'low' || need.kind === 'invitation' ? 'info' : 'warning'} />
                <span>{sentenceOf(need, t, nameOf, (at) => formatMoment(at, zoneOf()))}</span>
                <Icon name="chevron" />
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.clear}>
          {isLoading ? (
            t.common.loading
          ) : failed.length > 0 ? null : (
            <>
              <Icon name="check" /> {words.none}
            </>
          )}
        </p>
      )}
      {failed.length > 0 ? (
        <p className={styles.failed} role="status">
          {words.failed(failed.map((one) => words.parts[one]).join(', '))}
          <Button variant="subtle" onClick={retry}>
            {t.common.retry}
          </Button>
        </p>
      ) : null}
    </section>
  );

  function zoneOf(): string {
    return (locations.find((one) => one.id === loc) ?? locations[0])?.time_zone ?? 'Etc/UTC';
  }
}

function keyOf(need: Need): string {
  return [need.kind, 'id' in need ? need.id : 'loc' in need ? need.loc : ''].join(' ');
}

function linkOf(need: Need, here: string): LinkProps {
  switch (need.kind) {
    case 'refused':
      return { to: '/l/$loc/register', params: { loc: here } };
    case 'late':
      return { to: '/l/$loc/orders', params: { loc: need.loc } };
    case 'webhook':
      return { to: '/settings/$section', params: { section: 'webhooks' }, search: { open: need.id } };
    case 'out':
    case 'low':
      return { to: '/l/$loc/stock', params: { loc: need.loc }, search: { low: true } };
    case 'invitation':
      return { to: '/settings/$section', params: { section: 'people' } };
  }
}

function sentenceOf(need: Need, t: Texts, nameOf: (loc: string) => string, moment: (at: string) => string): string {
  const words = t.today.needs;
  switch (need.kind) {
    case 'refused':
      return words.refused(need.count);
    case 'late':
      return words.at(words.late(need.count), nameOf(need.loc));
    case 'webhook':
      return need.isGone ? words.webhookGone(need.host) : words.webhookPaused(need.host);
    case 'out':
    case 'low':
      return words.at(words[need.kind](need.hasMore ? `${need.count}+` : String(need.count)), nameOf(need.loc));
    case 'invitation':
      return words.invitation(need.email, moment(need.until));
  }
}
