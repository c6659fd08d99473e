import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { ProblemError } from '@/api/problem';
import { type Texts, useTexts } from '@/texts/useTexts';
import { alert } from './Announcer';
import { Icon } from './Icon';
import styles from './states.module.css';

/** The sentence for a refusal: the feature's own for its codes, else the common one; a server's prose is never shown. */
export function sentenceOf(error: unknown, t: Texts, own: Record<string, string> = {}): string {
  if (!(error instanceof ProblemError)) return t.problems.unexpected;
  return own[error.code] ?? t.problems.byCode[error.code] ?? t.problems.unexpected;
}

/** Something was refused or broke: what happened, what to do, and in small print what support asks for. In the place of what it concerns. */
export function Problem({
  error,
  own,
  onRetry,
}: {
  error: unknown;
  /** Sentences for the codes of this feature. */
  own?: Record<string, string>;
  onRetry?: () => void;
}) {
  const t = useTexts();
  const problem = error instanceof ProblemError ? error : null;
  const sentence = sentenceOf(error, t, own);
  const title = problem?.isOffline
    ? t.problems.offlineTitle
    : problem?.status === 404
      ? t.problems.notFoundTitle
      : problem?.status === 403
        ? t.problems.forbiddenTitle
        : t.problems.title;
  useEffect(() => alert(sentence), [sentence]);
  return (
    <div className={`${styles.box} ${problem?.isOffline ? styles.offline : styles.danger}`}>
      <Icon name={problem?.isOffline ? 'offline' : 'error'} />
      <p className={styles.title}>{title}</p>
      <p className={styles.body}>{sentence}</p>
      {problem && !problem.isOffline ? (
        <p className={styles.small}>{t.problems.details(problem.code, problem.traceId ?? '')}</p>
      ) : null}
      {onRetry ? (
        <div className={styles.actions}>
          <Button variant="default" onClick={onRetry}>
            {t.common.retry}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** The server's words about single members, by the RFC 6901 pointer into the body: show them at their fields. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  return Object.fromEntries(error.errors.map((one) => [one.pointer, one.detail]));
}
