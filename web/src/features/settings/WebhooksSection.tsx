import { Button, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import type { components } from '@/api/schema';
import { useIdentity } from '@/api/useSession';
import { type Texts, useTexts } from '@/texts/settings';
import { CopyField } from '@/ui/CopyField';
import { EmptyState } from '@/ui/EmptyState';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { useForm } from '@/ui/useForm';
import { eventFilters, isEventFilter } from './eventTypes';
import { useCreateWebhook } from './mutations';
import { webhooksQuery } from './queries';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';
import { rightsOf } from './useRights';
import { WebhookDetail } from './WebhookDetail';

export type Webhook = components['schemas']['WebhookView'];

/** The endpoints, or one of them. */
export function WebhooksSection() {
  const t = useTexts();
  const words = t.webhooks;
  const { open } = useSearch({ strict: false });
  const navigate = useNavigate();
  const webhooks = useQuery(webhooksQuery);
  const mayWrite = rightsOf(useIdentity()).everywhere('webhooks:write');
  const [secret, setSecret] = useState<string | null>(null);
  const go = (id: string | undefined) =>
    void navigate({ to: '/settings/$section', params: { section: 'webhooks' }, search: id ? { open: id } : {} });

  if (open === 'new')
    return (
      <>
        <Back />
        <NewWebhook
          onMade={(id, made) => {
            setSecret(made);
            go(id);
          }}
        />
      </>
    );
  if (open)
    return (
      <>
        <Back />
        {secret ? <Secret secret={secret} onStored={() => setSecret(null)} /> : null}
        <WebhookDetail key={open} id={open} mayWrite={mayWrite} onSecret={setSecret} onGone={() => go(undefined)} />
      </>
    );
  const rows = webhooks.data?.data ?? [];
  const add = mayWrite ? (
    <Button leftSection={<Icon name="plus" size={20} />} onClick={() => go('new')}>
      {words.add}
    </Button>
  ) : null;
  return (
    <section className={styles.card} aria-labelledby="webhooks">
      <div className={`${styles.row} ${styles.spread}`}>
        <h2 id="webhooks">{words.heading}</h2>
        {rows.length > 0 ? add : null}
      </div>
      <p className={styles.muted}>{words.intro}</p>
      {webhooks.isPending ? <LoadingRows rows={3} height={56} /> : null}
      {webhooks.error ? <Problem error={webhooks.error} onRetry={() => void webhooks.refetch()} /> : null}
      {webhooks.isSuccess && rows.length === 0 ? <EmptyState icon="live" title={words.empty} action={add} /> : null}
      <ul className={styles.plain}>
        {rows.map((webhook) => (
          <li key={webhook.id} className={styles.item}>
            <span className={styles.who}>
              <strong>{webhook.description ?? webhook.url}</strong>
              {webhook.description ? <span className={styles.muted}>{webhook.url}</span> : null}
              <span className={styles.muted}>
                {webhook.event_types.length > 0 ? webhook.event_types.join(', ') : words.everything}
              </span>
            </span>
            <span className={styles.row}>
              <WebhookState webhook={webhook} />
              <Button
                variant="default"
                aria-label={`${t.settings.places.choose}: ${webhook.url}`}
                onClick={() => go(webhook.id)}
              >
                {t.settings.places.choose}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Back() {
  const words = useTexts().webhooks;
  return (
    <Link to="/settings/$section" params={{ section: 'webhooks' }} className={styles.back}>
      <Icon name="back" size={20} />
      {words.back}
    </Link>
  );
}

const tones: Record<string, Tone> = { active: 'success', paused: 'warning', disabled: 'neutral' };

export function WebhookState({ webhook }: { webhook: Webhook }) {
  const words = useTexts().webhooks;
  const reason = webhook.status_reason ? words.reasons[webhook.status_reason] : undefined;
  const label = words.states[webhook.status] ?? webhook.status;
  return <StatusBadge tone={tones[webhook.status] ?? 'neutral'} label={reason ? `${label}: ${reason}` : label} />;
}

/** Shown this once: whoever goes on without storing it makes a new one. */
function Secret({ secret, onStored }: { secret: string; onStored: () => void }) {
  const words = useTexts().webhooks;
  return (
    <section className={styles.card} aria-labelledby="secret">
      <h2 id="secret">{words.secretHeading}</h2>
      <CopyField label={words.secret} description={words.secretOnce} text={secret} />
      <div className={styles.end}>
        <Button onClick={onStored}>{words.secretStored}</Button>
      </div>
    </section>
  );
}

export function urlProblem(error: unknown, words: Texts['webhooks']): string | null {
  if (!(error instanceof ProblemError) || error.code !== 'webhooks.url_refused') return null;
  return words.urlRefused[String(error.facts.reason)] ?? words.urlRefused.form ?? '';
}

/** Where to tell what: shared by a new endpoint and one that is changed. */
export function EndpointFields({
  form,
}: {
  form: {
    values: { url: string; description: string; eventTypes: string[] };
    text: (name: 'url' | 'description') => object;
    error: (name: 'eventTypes') => string | undefined;
    set: (change: { eventTypes: string[] }) => void;
    leave: (name: 'eventTypes') => void;
  };
}) {
  const words = useTexts().webhooks;
  return (
    <>
      <TextInput
        label={words.url}
        description={words.urlHint}
        type="url"
        maxLength={2048}
        autoComplete="off"
        {...form.text('url')}
      />
      <TextInput label={words.description} maxLength={200} {...form.text('description')} />
      <TagsInput
        label={words.events}
        description={words.eventsHint}
        placeholder={form.values.eventTypes.length === 0 ? words.everything : ''}
        data={[...eventFilters]}
        value={form.values.eventTypes}
        error={form.error('eventTypes')}
        onChange={(eventTypes) => form.set({ eventTypes })}
        onBlur={() => form.leave('eventTypes')}
        maxTags={50}
        acceptValueOnBlur
      />
    </>
  );
}

export function checkEndpoint(words: Texts['webhooks']) {
  return ({ url, eventTypes }: { url: string; description: string; eventTypes: string[] }) => ({
    url: /^https?:\/\/[^\s/]+/.test(url.trim()) ? undefined : words.urlRefused.form,
    eventTypes: eventTypes.every(isEventFilter) ? undefined : words.eventsWrong,
  });
}

function NewWebhook({ onMade }: { onMade: (id: string, secret: string) => void }) {
  const words = useTexts().webhooks;
  const create = useCreateWebhook();
  const form = useForm({ url: '', description: '', eventTypes: [] as string[] }, checkEndpoint(words));
  const save = async () => {
    try {
      const { url, description, eventTypes } = form.values;
      const made = await create.mutateAsync({
        url: url.trim(),
        description: description.trim() || null,
        event_types: eventTypes,
        is_active: true,
      });
      form.saved(form.values, 0);
      onMade(made.id, made.secret);
      return true;
    } catch (error) {
      const sentence = urlProblem(error, words);
      if (sentence) form.blame('url', sentence);
      else if (!form.refuse(error)) throw error;
      return false;
    }
  };
  return (
    <SettingsForm
      heading={words.addHeading}
      form={form}
      save={save}
      submitLabel={words.create}
      own={{ 'webhooks.too_many_endpoints': words.tooMany }}
    >
      <EndpointFields form={form} />
    </SettingsForm>
  );
}
