import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '@/api/schema';
import { useIdentity } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { StatusBadge } from '@/ui/StatusBadge';
import { deviceZone } from './device';
import { InviteForm } from './InviteForm';
import { useTakeBackInvitation } from './mutations';
import { PersonForm } from './PersonForm';
import { invitationsQuery, usersQuery } from './queries';
import styles from './Settings.module.css';
import { rightsOf } from './useRights';

type User = components['schemas']['UserView'];

/** Who works here, and who is asked to. */
export function PeopleSection() {
  const t = useTexts();
  const words = t.settings.people;
  const who = useIdentity();
  const may = rightsOf(who);
  const users = useInfiniteQuery(usersQuery);
  const [inviting, setInviting] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const rows = users.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <section className={styles.card} aria-labelledby="people">
        <div className={`${styles.row} ${styles.spread}`}>
          <h2 id="people">{words.heading}</h2>
          {may.somewhere('users:invite') ? (
            <Button
              variant={inviting ? 'default' : 'filled'}
              aria-expanded={inviting}
              onClick={() => setInviting(!inviting)}
            >
              {inviting ? t.settings.close : words.invite}
            </Button>
          ) : null}
        </div>
        {users.isPending ? <LoadingRows rows={4} height={56} /> : null}
        {users.error ? <Problem error={users.error} onRetry={() => void users.refetch()} /> : null}
        <ul className={styles.plain}>
          {rows.map((user) => (
            <li key={user.id}>
              <div className={styles.item}>
                <span className={styles.who}>
                  <span className={styles.row}>
                    <strong>{user.name}</strong>
                    {user.id === who.me.user_id ? <StatusBadge tone="info" icon="person" label={words.you} /> : null}
                    {user.status === 'disabled' ? (
                      <StatusBadge tone="warning" icon="lock" label={words.disabled} />
                    ) : null}
                  </span>
                  <span className={styles.muted}>{user.email}</span>
                  <span className={styles.muted}>
                    <RolesOf user={user} />
                  </span>
                </span>
                {may.everywhere('users:write') ? (
                  <Button
                    variant="default"
                    aria-label={words.changeOf(user.name)}
                    aria-expanded={open === user.id}
                    onClick={() => setOpen(open === user.id ? null : user.id)}
                  >
                    {open === user.id ? t.settings.close : words.change}
                  </Button>
                ) : null}
              </div>
              {open === user.id ? <PersonForm user={user} onReload={users.refetch} /> : null}
            </li>
          ))}
        </ul>
        {users.hasNextPage ? (
          <Button variant="default" loading={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
            {t.settings.more}
          </Button>
        ) : null}
      </section>
      {inviting ? <InviteForm /> : null}
      <Invitations />
    </>
  );
}

function RolesOf({ user }: { user: User }) {
  const t = useTexts();
  const { locations } = useIdentity();
  const nameOf = (role: string) => t.common.roles[role] ?? role;
  return user.roles
    .map(({ role, location_id }) =>
      location_id
        ? t.settings.roles.at(nameOf(role), locations.find(({ id }) => id === location_id)?.name ?? location_id)
        : t.settings.roles.inAll(nameOf(role)),
    )
    .join(', ');
}

function Invitations() {
  const t = useTexts();
  const words = t.settings.people;
  const who = useIdentity();
  const invitations = useInfiniteQuery(invitationsQuery);
  const takeBack = useTakeBackInvitation();
  const rows = invitations.data?.pages.flatMap((page) => page.data) ?? [];
  const may = rightsOf(who);
  return (
    <section className={styles.card} aria-labelledby="invitations">
      <h2 id="invitations">{words.invitations}</h2>
      {invitations.error ? <Problem error={invitations.error} onRetry={() => void invitations.refetch()} /> : null}
      {takeBack.error ? <Problem error={takeBack.error} own={{ 'platform.above_you': words.aboveYou }} /> : null}
      {invitations.isSuccess && rows.length === 0 ? <p className={styles.muted}>{words.noInvitations}</p> : null}
      <ul className={styles.plain}>
        {rows.map((one) => (
          <li key={one.id} className={styles.item}>
            <span className={styles.who}>
              <strong>{one.email}</strong>
              <span className={styles.muted}>
                {[
                  one.name,
                  t.common.roles[one.role] ?? one.role,
                  one.location_id ? who.locations.find(({ id }) => id === one.location_id)?.name : words.everywhere,
                  words.expires(formatMoment(one.expires_at, deviceZone())),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {may.somewhere('users:invite') ? (
              <Button
                variant="default"
                aria-label={words.takeBackOf(one.email)}
                loading={takeBack.isPending && takeBack.variables === one.id}
                onClick={() => takeBack.mutate(one.id, { onSuccess: () => say(words.takenBack) })}
              >
                {words.takeBack}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {invitations.hasNextPage ? (
        <Button
          variant="default"
          loading={invitations.isFetchingNextPage}
          onClick={() => void invitations.fetchNextPage()}
        >
          {t.settings.more}
        </Button>
      ) : null}
    </section>
  );
}
