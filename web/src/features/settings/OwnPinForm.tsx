import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '@/api/client';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { Problem } from '@/ui/Problem';
import { PinInput } from './DevicesSection';
import styles from './Settings.module.css';

/** One's own PIN for the tills: with the password, because whoever finds a till unlocked has none. */
export function OwnPinForm() {
  const t = useTexts();
  const words = t.settings.devices;
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const set = useMutation({
    mutationFn: () => ask(api.PUT('/api/v1/auth/pin', { body: { pin, current_password: password } })),
    onSuccess: () => {
      setPin('');
      setPassword('');
      setDone(true);
      say(words.ownPinSet);
    },
  });
  return (
    <section className={styles.card} aria-labelledby="own-pin">
      <h2 id="own-pin">{words.ownPin}</h2>
      <p className={styles.muted}>{words.ownPinBody}</p>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          setDone(false);
          if (pin !== '' && password !== '') set.mutate();
        }}
      >
        <PinInput label={words.pin} value={pin} onChange={setPin} error={set.error} />
        <PasswordInput
          label={words.password}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': words.showPassword, tabIndex: 0 }}
        />
        <Button type="submit" loading={set.isPending}>
          {words.setPin}
        </Button>
      </form>
      {set.error ? <Problem error={set.error} own={words.problems} /> : null}
      <p className={styles.muted}>{done ? words.ownPinSet : ''}</p>
    </section>
  );
}
