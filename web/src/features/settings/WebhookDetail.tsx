import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { useForm } from '@/ui/useForm';
import { deviceZone } from './device';
import { LastChange } from './LastChange';
import { useArchiveWebhook, useChangeWebhook, usePing, useRotateSecret } from './mutations';
import { webhookHealthQuery, webhookQuery } from './queries';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';
import { WebhookDeliveries } from './WebhookDeliveries';
import { checkEndpoint, EndpointFields, urlProblem, type Webhook, WebhookState } from './WebhooksSection';

/** One endpoint: what it is told, whether it takes it, its secrets and what was sent. */
export function WebhookDetail({
  id,
  mayWrite,
  onSecret,
  onGone,
}: {
  id: string;
  mayWrite: boolean;
  onSecret: (secret: string) => void;
  onGone: () => void;
}) {
  const webhook = useQuery(webhookQuery(id));
  if (webhook.error && !webhook.data) return <Problem error={webhook.error} onRetry={() => void webhook.refetch()} />;
  if (!webhook.data) return <LoadingRows rows={5} height={56} />;
  return (
    <>
      <Health webhook={webhook.data} mayWrite={mayWrite} onSecret={onSecret} onGone={onGone} />
      {mayWrite ? <EndpointForm webhook={webhook.data} onReload={webhook.refetch} /> : null}
      <WebhookDeliveries id={id} mayWrite={mayWrite} />
    </>
  );
}

function Health({
  webhook,
  mayWrite,
  onSecret,
  onGone,
}: {
  webhook: Webhook;
  mayWrite: boolean;
  onSecret: (secret: string) => void;
  onGone: () => void;
}) {
  const t = useTexts();
  const words = t.webhooks;
  const health = useQuery({ ...webhookHealthQuery(webhook.id), refetchInterval: 10_000 });
  const change = useChangeWebhook(webhook.id);
  const ping = usePing(webhook.id);
  const archive = useArchiveWebhook(webhook.id);
  const [asking, setAsking] = useState<'rotate' | 'archive' | null>(null);
  const when = (at: string) => formatMoment(at, deviceZone());
  const facts = health.data;
  const old = webhook.secrets.find((secret) => secret.expires_at);
  const setActive = (isActive: boolean) =>
    change.mutate(
      { version: webhook.version, body: { is_active: isActive } },
      { onSuccess: () => say(isActive ? words.resumed : words.disabled) },
    );
  return (
    <section className={styles.card} aria-labelledby="health">
      <div className={`${styles.row} ${styles.spread}`}>
        <h2 id="health">{webhook.description ?? webhook.url}</h2>
        <WebhookState webhook={webhook} />
      </div>
      <p>
        {facts
          ? [
              facts.last_delivered_at ? words.lastDelivered(when(facts.last_delivered_at)) : words.neverDelivered,
              words.failures(facts.failures),
              words.waiting(facts.waiting),
              facts.blocked_until ? words.blockedUntil(when(facts.blocked_until)) : '',
              words.secrets(webhook.secrets.length),
              old?.expires_at ? words.until(when(old.expires_at)) : '',
            ]
              .filter(Boolean)
              .join(' ')
          : null}
      </p>
      {change.error ? <Problem error={change.error} /> : null}
      {ping.error ? <Problem error={ping.error} /> : null}
      {ping.data ? (
        <p role="status">
          {ping.data.outcome === 'delivered'
            ? words.pinged(ping.data.status_code ?? 0, ping.data.duration_ms)
            : words.pingFailed(
                [ping.data.status_code, ping.data.error ? (words.errors[ping.data.error] ?? ping.data.error) : '']
                  .filter(Boolean)
                  .join(' '),
                ping.data.duration_ms,
              )}
        </p>
      ) : null}
      {mayWrite ? (
        <div className={styles.end}>
          <Button variant="default" loading={ping.isPending} onClick={() => ping.mutate(undefined)}>
            {words.ping}
          </Button>
          <Button variant="default" onClick={() => setAsking('rotate')}>
            {words.rotate}
          </Button>
          <Button variant="default" loading={change.isPending} onClick={() => setActive(webhook.status !== 'active')}>
            {webhook.status === 'active' ? words.pause : words.resume}
          </Button>
          <Button variant="outline" color="danger" onClick={() => setAsking('archive')}>
            {words.archive}
          </Button>
        </div>
      ) : null}
      <Rotate webhook={webhook} opened={asking === 'rotate'} onClose={() => setAsking(null)} onSecret={onSecret} />
      <ConfirmDialog
        opened={asking === 'archive'}
        title={words.archiveQuestion(webhook.url)}
        confirm={words.archive}
        danger
        busy={archive.isPending}
        problem={archive.error ? <Problem error={archive.error} /> : null}
        onClose={() => setAsking(null)}
        onConfirm={() =>
          archive.mutate(webhook.version, {
            onSuccess: () => {
              say(words.archived);
              onGone();
            },
          })
        }
      >
        {words.archiveEffect}
      </ConfirmDialog>
    </section>
  );
}

function Rotate({
  webhook,
  opened,
  onClose,
  onSecret,
}: {
  webhook: Webhook;
  opened: boolean;
  onClose: () => void;
  onSecret: (secret: string) => void;
}) {
  const words = useTexts().webhooks;
  const rotate = useRotateSecret(webhook.id);
  const [atOnce, setAtOnce] = useState(false);
  return (
    <ConfirmDialog
      opened={opened}
      title={words.rotateQuestion}
      confirm={words.rotate}
      busy={rotate.isPending}
      problem={
        rotate.error ? (
          <Problem error={rotate.error} own={{ 'webhooks.too_many_secrets': words.tooManySecrets }} />
        ) : null
      }
      onClose={onClose}
      onConfirm={() =>
        rotate.mutate(atOnce ? 0 : 24, {
          onSuccess: ({ secret }) => {
            onSecret(secret);
            onClose();
          },
        })
      }
    >
      <p>{words.rotateEffect}</p>
      <Checkbox label={words.rotateNow} checked={atOnce} onChange={(event) => setAtOnce(event.currentTarget.checked)} />
    </ConfirmDialog>
  );
}

const kindsOfEndpoint = ['created', 'changed', 'secret_rotated', 'paused', 'disabled', 'resumed'].map(
  (one) => `webhooks.endpoint.${one}`,
);

function EndpointForm({ webhook, onReload }: { webhook: Webhook; onReload: () => Promise<unknown> }) {
  const words = useTexts().webhooks;
  const change = useChangeWebhook(webhook.id);
  const entries = ({ url, description, event_types }: Webhook) => ({
    url,
    description: description ?? '',
    eventTypes: event_types,
  });
  const form = useForm(entries(webhook), checkEndpoint(words), webhook.version);
  const save = async () => {
    const { url, description, eventTypes } = form.values;
    try {
      const changed = await change.mutateAsync({
        version: form.version,
        body: {
          ...(url.trim() === webhook.url ? {} : { url: url.trim() }),
          description: description.trim(),
          event_types: eventTypes,
        },
      });
      form.saved(entries(changed), changed.version);
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
      heading={words.settings}
      form={form}
      save={save}
      onReload={onReload}
      lastChange={
        <LastChange
          changes={{ aggregate: webhook.id, types: kindsOfEndpoint }}
          version={webhook.version}
          at={webhook.updated_at}
        />
      }
    >
      <EndpointFields form={form} />
    </SettingsForm>
  );
}
