import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/settings';
import { CopyField } from '@/ui/CopyField';
import { useForm } from '@/ui/useForm';
import { useInvite } from './mutations';
import { rolesQuery } from './queries';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';
import { givable } from './standing';
import { mayAt, rightsOf } from './useRights';

/** Asks somebody to join. The link is shown this once: only a hash of what is in it is kept. */
export function InviteForm() {
  const t = useTexts();
  const words = t.settings.people;
  const who = useIdentity();
  const roles = useQuery(rolesQuery);
  const invite = useInvite();
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);
  const everywhere = rightsOf(who).everywhere('users:invite');
  const places = who.locations.filter(({ id }) => mayAt(who, 'users:invite', id));
  const empty = { email: '', name: '', role: 'staff', where: everywhere ? '' : (places[0]?.id ?? '') };
  const form = useForm(empty, ({ email }) => ({
    email: /^[^@\s]+@[^@\s]+$/.test(email.trim()) ? undefined : words.emailWrong,
  }));
  const { values } = form;
  const mine = givable(who.me, roles.data?.data ?? [], values.where || null);

  const save = async () => {
    try {
      const answer = await invite.mutateAsync({
        email: values.email.trim(),
        name: values.name.trim() || null,
        role: values.role,
        location_id: values.where || null,
      });
      // Behind the #, so that it is sent to no server and stands in no log.
      setMade({ email: answer.email, link: `${window.location.origin}/invitation#${answer.token}` });
      form.saved(empty, 0);
      return true;
    } catch (error) {
      const sentence =
        error instanceof ProblemError
          ? { 'platform.email_taken': words.emailTaken, 'platform.already_invited': words.alreadyInvited }[error.code]
          : undefined;
      if (sentence) {
        form.blame('email', sentence);
        return false;
      }
      if (form.refuse(error)) return false;
      throw error;
    }
  };

  return (
    <>
      {made ? (
        <section className={styles.card} aria-labelledby="made">
          <h2 id="made">
            {words.made}: {made.email}
          </h2>
          <CopyField label={words.link} description={words.linkHint} text={made.link} />
          <div className={styles.end}>
            <Button
              component="a"
              variant="default"
              href={`mailto:${encodeURIComponent(made.email)}?subject=${encodeURIComponent(words.mailSubject(who.tenant.name))}&body=${encodeURIComponent(words.mailBody(who.tenant.name, made.link))}`}
            >
              {words.mail}
            </Button>
          </div>
        </section>
      ) : null}
      <SettingsForm
        heading={words.inviteHeading}
        form={form}
        save={save}
        submitLabel={words.send}
        own={{ 'platform.above_you': words.aboveYou }}
      >
        <div className={styles.fields}>
          <TextInput label={words.email} type="email" autoComplete="off" maxLength={254} {...form.text('email')} />
          <TextInput label={words.name} autoComplete="off" maxLength={120} {...form.text('name')} />
          <Select
            label={words.where}
            data={[
              ...(everywhere ? [{ value: '', label: words.everywhere }] : []),
              ...places.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={values.where}
            onChange={(where) => form.set({ where: where ?? '' })}
          />
          <Select
            label={words.role}
            data={mine.map((role) => ({ value: role, label: t.common.roles[role] ?? role }))}
            value={values.role}
            onChange={(role) => role && form.set({ role })}
          />
        </div>
      </SettingsForm>
    </>
  );
}
