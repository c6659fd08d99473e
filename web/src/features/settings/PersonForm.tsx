import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '@/api/schema';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/settings';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Icon } from '@/ui/Icon';
import { Problem } from '@/ui/Problem';
import { useForm } from '@/ui/useForm';
import { LastChange } from './LastChange';
import { useAssignRoles, useChangeUser } from './mutations';
import { rolesQuery } from './queries';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';
import { givable } from './standing';

type User = components['schemas']['UserView'];

const kindsOfPerson = ['created', 'renamed', 'disabled', 'enabled', 'roles_changed'].map(
  (one) => `platform.user.${one}`,
);

/** Somebody's name and roles; and whether they are let in at all. */
export function PersonForm({ user, onReload }: { user: User; onReload: () => Promise<unknown> }) {
  const t = useTexts();
  const words = t.settings.people;
  const who = useIdentity();
  const roles = useQuery(rolesQuery);
  const rename = useChangeUser();
  const assign = useAssignRoles();
  const own = {
    'platform.above_you': words.aboveYou,
    'platform.last_owner': words.lastOwner,
    'platform.yourself': words.yourself,
  };
  const form = useForm(
    { name: user.name, roles: user.roles.map(({ role, location_id }) => ({ role, location_id: location_id ?? null })) },
    ({ name, roles: held }) => ({
      name: name.trim() ? undefined : t.settings.required,
      roles: held.length > 0 ? undefined : t.settings.required,
    }),
    user.version,
  );
  const { values } = form;
  const setRole = (at: number, change: Partial<(typeof values.roles)[number]>) =>
    form.set({ roles: values.roles.map((held, i) => (i === at ? { ...held, ...change } : held)) });

  const save = async () => {
    let version = form.version;
    if (values.name.trim() !== user.name)
      version = (await rename.mutateAsync({ id: user.id, version, body: { name: values.name.trim() } })).version;
    if (JSON.stringify(values.roles) !== JSON.stringify(user.roles))
      version = (await assign.mutateAsync({ id: user.id, version, roles: values.roles })).version;
    form.saved({ ...values, name: values.name.trim() }, version);
    return true;
  };

  return (
    <SettingsForm
      heading={user.name}
      form={form}
      save={save}
      own={own}
      onReload={onReload}
      lastChange={
        <LastChange
          changes={{ aggregate: user.id, types: kindsOfPerson }}
          version={user.version}
          at={user.updated_at}
        />
      }
    >
      <TextInput label={words.name} maxLength={120} {...form.text('name')} />
      <h3>{words.roles}</h3>
      <ul className={styles.plain}>
        {values.roles.map((held, at) => {
          const names = new Set([held.role, ...givable(who.me, roles.data?.data ?? [], held.location_id)]);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a role that is being chosen has no name yet
            <li key={at} className={styles.row}>
              <Select
                aria-label={words.role}
                data={[...names].map((role) => ({ value: role, label: t.common.roles[role] ?? role }))}
                value={held.role}
                onChange={(role) => role && setRole(at, { role })}
              />
              <Select
                aria-label={words.where}
                data={[
                  { value: '', label: words.everywhere },
                  ...(held.role === 'owner' ? [] : who.locations.map(({ id, name }) => ({ value: id, label: name }))),
                ]}
                value={held.location_id ?? ''}
                onChange={(where) => setRole(at, { location_id: where || null })}
              />
              {values.roles.length > 1 ? (
                <ActionIcon
                  aria-label={words.removeRole(t.common.roles[held.role] ?? held.role)}
                  onClick={() => form.set({ roles: values.roles.filter((_, i) => i !== at) })}
                >
                  <Icon name="remove" />
                </ActionIcon>
              ) : null}
            </li>
          );
        })}
      </ul>
      <div className={`${styles.row} ${styles.spread}`}>
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={20} />}
          onClick={() =>
            form.set({ roles: [...values.roles, { role: 'staff', location_id: who.locations[0]?.id ?? null }] })
          }
        >
          {words.addRole}
        </Button>
        {user.id === who.me.user_id ? null : <LockOut user={user} own={own} />}
      </div>
    </SettingsForm>
  );
}

function LockOut({ user, own }: { user: User; own: Record<string, string> }) {
  const words = useTexts().settings.people;
  const change = useChangeUser();
  const [asking, setAsking] = useState(false);
  const set = (status: 'active' | 'disabled') =>
    change.mutate({ id: user.id, version: user.version, body: { status } }, { onSuccess: () => setAsking(false) });
  const problem = change.error ? <Problem error={change.error} own={own} /> : null;
  if (user.status === 'disabled')
    return (
      <>
        {problem}
        <Button variant="default" loading={change.isPending} onClick={() => set('active')}>
          {words.letIn}
        </Button>
      </>
    );
  return (
    <>
      <Button variant="outline" color="danger" onClick={() => setAsking(true)}>
        {words.lockOut}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={words.lockOutQuestion(user.name)}
        confirm={words.lockOut}
        danger
        busy={change.isPending}
        problem={problem}
        onConfirm={() => set('disabled')}
        onClose={() => setAsking(false)}
      >
        {words.lockOutEffect}
      </ConfirmDialog>
    </>
  );
}
