import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { knowsPasskeys } from '@/api/passkeys';
import type { components } from '@/api/schema';
import { formatAgo, formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Dialog } from '@/ui/Dialog';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { browserOf, deviceZone } from './device';
import { useAddPasskey, useRemovePasskey, useRenamePasskey } from './mutations';
import { passkeysQuery } from './queries';
import styles from './Settings.module.css';

type Passkey = components['schemas']['PasskeyView'];

/** One's own passkeys: which there are, what they are called, when each was used last. */
export function Passkeys() {
  const words = useTexts().settings.security.passkeys;
  const passkeys = useQuery(passkeysQuery);
  const remove = useRemovePasskey();
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  return (
    <section className={styles.card} aria-labelledby="passkeys">
      <h2 id="passkeys">{words.heading}</h2>
      <p className={styles.muted}>{words.body}</p>
      {passkeys.isPending ? <LoadingRows rows={1} height={56} /> : null}
      {passkeys.error ? <Problem error={passkeys.error} onRetry={() => void passkeys.refetch()} /> : null}
      {passkeys.data?.length === 0 ? <p>{words.none}</p> : null}
      <ul className={styles.plain}>
        {passkeys.data?.map((one) => (
          <li key={one.id} className={styles.item}>
            <span className={styles.who}>
              <strong>{one.name}</strong>
              <span className={styles.muted}>
                {[
                  words.madeAt(formatMoment(one.created_at, deviceZone())),
                  one.last_used_at ? words.usedAt(formatAgo(one.last_used_at)) : words.neverUsed,
                  one.is_backed_up ? words.everywhere : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className={styles.row}>
              <Button variant="default" aria-label={words.renameOf(one.name)} onClick={() => setRenaming(one)}>
                {words.rename}
              </Button>
              <Button variant="default" aria-label={words.removeOf(one.name)} onClick={() => setRemoving(one)}>
                {words.remove}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {knowsPasskeys ? <AddPasskey /> : <p className={styles.muted}>{words.unknown}</p>}
      {renaming ? <Rename passkey={renaming} onClose={() => setRenaming(null)} /> : null}
      <ConfirmDialog
        opened={removing !== null}
        title={words.removeQuestion(removing?.name ?? '')}
        confirm={words.remove}
        danger
        busy={remove.isPending}
        problem={remove.error ? <Problem error={remove.error} /> : null}
        onClose={() => {
          setRemoving(null);
          remove.reset();
        }}
        onConfirm={() =>
          removing &&
          remove.mutate(removing.id, {
            onSuccess: () => {
              setRemoving(null);
              say(words.removed);
            },
          })
        }
      >
        {words.removeEffect}
      </ConfirmDialog>
    </section>
  );
}

/** With the password, because whoever finds a device unlocked must not give themselves a way back in. */
function AddPasskey() {
  const t = useTexts();
  const words = t.settings.security.passkeys;
  const add = useAddPasskey();
  const known = browserOf(navigator.userAgent);
  const [name, setName] = useState(known ? t.settings.security.browserOn(known.browser, known.system) : '');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          const lacks = name.trim() === '' || password === '';
          setMissing(lacks);
          if (lacks) return;
          add.mutate(
            { name: name.trim(), password },
            {
              onSuccess: (made) => {
                setPassword('');
                say(words.added(made.name));
              },
            },
          );
        }}
      >
        <TextInput
          label={words.name}
          maxLength={60}
          value={name}
          error={missing && name.trim() === '' ? t.settings.required : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.password}
          autoComplete="current-password"
          value={password}
          error={missing && password === '' ? t.settings.required : null}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': words.showPassword, tabIndex: 0 }}
        />
        <Button type="submit" loading={add.isPending}>
          {words.add}
        </Button>
      </form>
      {add.error ? <Problem error={add.error} own={words.problems} /> : null}
      <p className={styles.muted}>{add.isSuccess ? words.added(add.data.name) : ''}</p>
    </>
  );
}

function Rename({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const t = useTexts();
  const words = t.settings.security.passkeys;
  const rename = useRenamePasskey();
  const [name, setName] = useState(passkey.name);
  return (
    <Dialog opened title={words.renameOf(passkey.name)} onClose={onClose}>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          rename.mutate(
            { id: passkey.id, name: name.trim() },
            {
              onSuccess: () => {
                say(words.renamed);
                onClose();
              },
            },
          );
        }}
      >
        <TextInput
          data-autofocus
          label={words.name}
          maxLength={60}
          value={name}
          error={name.trim() === '' ? t.settings.required : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={rename.isPending}>
          {words.save}
        </Button>
      </form>
      {rename.error ? <Problem error={rename.error} /> : null}
    </Dialog>
  );
}
