import { area } from './area';
import { analytics as analyticsDe } from './de/analytics';
import { experiments as experimentsDe } from './de/experiments';
import { insight as insightDe } from './de/insight';
import { orders as ordersDe } from './de/orders';
import { reports as reportsDe } from './de/reports';
import { analytics as analyticsEn } from './en/analytics';
import { experiments as experimentsEn } from './en/experiments';
import { insight as insightEn } from './en/insight';
import { orders as ordersEn } from './en/orders';
import { reports as reportsEn } from './en/reports';

const english = {
  analytics: analyticsEn,
  experiments: experimentsEn,
  insight: insightEn,
  orders: ordersEn,
  reports: reportsEn,
};
const german = {
  analytics: analyticsDe,
  experiments: experimentsDe,
  insight: insightDe,
  orders: ordersDe,
  reports: reportsDe,
};

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
