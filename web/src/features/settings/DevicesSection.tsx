import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { api, ask } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { permits } from '@/api/session';
import { useIdentity } from '@/api/useSession';
import { rememberTill, tillHere } from '@/lib/tillHere';
import { formatAgo } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { fieldProblems, Problem } from '@/ui/Problem';
import { StatusBadge } from '@/ui/StatusBadge';
import { Badges } from './Badges';
import { useColleagues } from './colleagues';
import styles from './Settings.module.css';

const devicesKey = ['settings', 'devices'] as const;

/** Tills, on which people sign in with a PIN or a badge: which there are, this one, and who gets what. */
export function DevicesSection() {
  return (
    <>
      <Tills />
      <Register />
      <Pins />
      <Badges />
    </>
  );
}

function Tills() {
  const t = useTexts();
  const words = t.settings.devices;
  const client = useQueryClient();
  const { locations } = useIdentity();
  const here = useSyncExternalStore(tillHere.subscribe, tillHere.get);
  const { data: people } = useColleagues();
  const devices = useQuery({
    queryKey: devicesKey,
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/api/v1/auth/devices', { params: { query: { limit: 100 } }, signal }))).data,
  });
  const [asked, setAsked] = useState<{ id: string; name: string } | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/v1/auth/devices/{id}', { params: { path: { id } } })),
    onSuccess: async (_, id) => {
      if (here?.id === id) rememberTill(null);
      setAsked(null);
      say(words.revoked);
      await client.invalidateQueries({ queryKey: devicesKey });
    },
  });
  return (
    <section className={styles.card} aria-labelledby="tills">
      <h2 id="tills">{words.heading}</h2>
      {devices.error ? <Problem error={devices.error} onRetry={() => void devices.refetch()} /> : null}
      {devices.isPending ? <LoadingRows rows={2} height={56} /> : null}
      {devices.data?.length === 0 ? <EmptyState icon="register" title={words.none} body={words.noneBody} /> : null}
      <ul className={styles.plain}>
        {devices.data?.map((one) => {
          const last = people?.find(({ id }) => id === one.last_user_id)?.name;
          return (
            <li key={one.id} className={styles.item}>
              <span className={styles.who}>
                <strong>{one.name}</strong>
                <span className={styles.muted}>
                  {[
                    locations.find(({ id }) => id === one.location_id)?.name,
                    `${words.lastSeen} ${formatAgo(one.last_seen_at)}`,
                    last,
                    one.unsent && one.unsent_at ? words.unsent(one.unsent, formatAgo(one.unsent_at)) : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {here?.id === one.id ? <StatusBadge tone="success" label={words.thisOne} /> : null}
              <Button variant="default" aria-label={words.revokeOf(one.name)} onClick={() => setAsked(one)}>
                {words.revoke}
              </Button>
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        opened={asked !== null}
        title={words.revokeQuestion(asked?.name ?? '')}
        confirm={words.revoke}
        danger
        busy={revoke.isPending}
        problem={revoke.error ? <Problem error={revoke.error} /> : null}
        onConfirm={() => asked && revoke.mutate(asked.id)}
        onClose={() => setAsked(null)}
      >
        {words.revokeEffect}
      </ConfirmDialog>
    </section>
  );
}

/** Makes this very device a till. */
function Register() {
  const t = useTexts();
  const words = t.settings.devices;
  const client = useQueryClient();
  const who = useIdentity();
  const here = useSyncExternalStore(tillHere.subscribe, tillHere.get);
  const places = who.locations.filter((one) => one.is_active && permits(who, 'devices:write', one.id));
  const [name, setName] = useState('');
  const [place, setPlace] = useState(places[0]?.id ?? '');
  const register = useMutation({
    mutationFn: () =>
      ask(api.POST('/api/v1/auth/devices', { body: { name: name.trim(), location_id: place, cookie: true } })),
    onSuccess: async (made) => {
      rememberTill({ tenantId: who.tenant.id, business: who.tenant.name, id: made.id, name: made.name });
      setName('');
      say(words.registered(made.name));
      await client.invalidateQueries({ queryKey: devicesKey });
    },
  });
  if (here?.tenantId === who.tenant.id)
    return (
      <section className={styles.card} aria-labelledby="this-till">
        <h2 id="this-till">{words.thisTill(here.name)}</h2>
        <p className={styles.muted}>{words.howToSwitch}</p>
      </section>
    );
  return (
    <section className={styles.card} aria-labelledby="this-till">
      <h2 id="this-till">{words.makeTill}</h2>
      <p className={styles.muted}>{words.makeTillBody}</p>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && place !== '') register.mutate();
        }}
      >
        <TextInput
          label={words.name}
          value={name}
          maxLength={60}
          error={fieldProblems(register.error)['/name'] ?? null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          size="md"
          label={words.place}
          value={place}
          onChange={(value) => setPlace(value ?? '')}
          data={places.map((one) => ({ value: one.id, label: one.name }))}
        />
        <Button type="submit" loading={register.isPending}>
          {words.register}
        </Button>
      </form>
      {register.error ? <Problem error={register.error} own={words.problems} /> : null}
    </section>
  );
}

/** A PIN for somebody else, as on their first day; one's own is set with the password. */
function Pins() {
  const t = useTexts();
  const words = t.settings.devices;
  const { me } = useIdentity();
  const { data: people, error, refetch } = useColleagues();
  const [person, setPerson] = useState('');
  const [pin, setPin] = useState('');
  const [done, setDone] = useState('');
  const set = useMutation({
    mutationFn: () => ask(api.PUT('/api/v1/auth/people/{id}/pin', { params: { path: { id: person } }, body: { pin } })),
    onSuccess: () => {
      const name = people?.find(({ id }) => id === person)?.name ?? '';
      setPin('');
      setDone(words.pinSet(name));
      say(words.pinSet(name));
    },
  });
  return (
    <section className={styles.card} aria-labelledby="pins">
      <h2 id="pins">{words.pins}</h2>
      <p className={styles.muted}>{words.pinsBody}</p>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          setDone('');
          if (person !== '' && pin !== '') set.mutate();
        }}
      >
        <Select
          size="md"
          label={words.person}
          value={person || null}
          onChange={(value) => setPerson(value ?? '')}
          data={(people ?? [])
            .filter((one) => one.is_active && one.id !== me.user_id)
            .map((one) => ({ value: one.id, label: one.name }))}
        />
        <PinInput label={words.pin} value={pin} onChange={setPin} error={set.error} />
        <Button type="submit" loading={set.isPending}>
          {words.setPin}
        </Button>
      </form>
      {set.error && !isAboutPin(set.error) ? <Problem error={set.error} own={words.problems} /> : null}
      <p className={styles.muted}>{done}</p>
    </section>
  );
}

const isAboutPin = (error: unknown) =>
  error instanceof ProblemError && error.errors.some((one) => one.pointer === '/pin');

export function PinInput({
  label,
  value,
  onChange,
  error,
}: {
  label: string;
  value: string;
  onChange: (pin: string) => void;
  error: unknown;
}) {
  const t = useTexts();
  const words: Record<string, string> = t.settings.devices.pinFaults;
  const fault = error instanceof ProblemError ? error.errors.find((one) => one.pointer === '/pin') : undefined;
  return (
    <PasswordInput
      label={label}
      value={value}
      inputMode="numeric"
      autoComplete="off"
      maxLength={8}
      error={fault ? (words[fault.code] ?? fault.detail) : null}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, ''))}
      visibilityToggleButtonProps={{ 'aria-label': t.settings.devices.showPin, tabIndex: 0 }}
    />
  );
}
