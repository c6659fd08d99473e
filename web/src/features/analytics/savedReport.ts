import type { ReportRequest } from './exportFile';
import type { SavedReport, SavedRequest } from './reportQueries';

/** A saved report as it is entered. */
export type EnteredReport = {
  name: string;
  kind: string;
  period: string;
  format: string;
  isShared: boolean;
  cadence: 'never' | 'daily' | 'weekly' | 'monthly';
  at: string;
  weekday: string;
  dayOfMonth: string;
  recipients: string[];
};

/** `before`: what it was until now, or what the screen shows from which it is kept. */
export function enteredOf(of: SavedReport | null, before: ReportRequest | null = of?.request ?? null): EnteredReport {
  return {
    name: of?.name ?? '',
    kind: before?.report ?? 'sales',
    period: before?.period?.preset ?? 'last_month',
    format: of?.format ?? 'pdf',
    isShared: of?.is_shared ?? false,
    cadence: of?.schedule?.cadence ?? 'never',
    at: of?.schedule?.at.slice(0, 5) ?? '06:30',
    weekday: String(of?.schedule?.weekday ?? 1),
    dayOfMonth: String(of?.schedule?.day_of_month ?? 1),
    recipients: (of?.recipients ?? []) as string[],
  };
}

export const isTime = (text: string) => /^([01]?\d|2[0-3]):[0-5]\d$/.test(text.trim());

export const isDay = (text: string) => /^([1-9]|[12]\d|3[01])$/.test(text.trim());

/** What the server takes. A question of one's own stays as it is; so does what no field shows, such as a place. */
export function requestOf(entered: EnteredReport, before: ReportRequest | null, zone: string): SavedRequest {
  const { cadence } = entered;
  const keepsDays = before?.period?.from && entered.period === (before.period.preset ?? 'last_month');
  const request = before?.query
    ? before
    : {
        ...before,
        report: entered.kind,
        period: keepsDays && before.period ? before.period : { preset: entered.period },
      };
  return {
    name: entered.name.trim(),
    request,
    format: entered.format,
    is_shared: entered.isShared,
    schedule:
      cadence === 'never'
        ? null
        : {
            cadence,
            at: entered.at.trim().padStart(5, '0'),
            time_zone: zone,
            ...(cadence === 'weekly' ? { weekday: Number(entered.weekday) } : {}),
            ...(cadence === 'monthly' ? { day_of_month: Number(entered.dayOfMonth) } : {}),
          },
    recipients: cadence === 'never' ? [] : entered.recipients,
  };
}
