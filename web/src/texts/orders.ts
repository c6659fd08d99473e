import { area } from './area';
import { activity as activityDe } from './de/activity';
import { happened as happenedDe } from './de/happened';
import { orders as ordersDe } from './de/orders';
import { pin as pinDe } from './de/pin';
import { activity as activityEn } from './en/activity';
import { happened as happenedEn } from './en/happened';
import { orders as ordersEn } from './en/orders';
import { pin as pinEn } from './en/pin';

const english = { activity: activityEn, happened: happenedEn, orders: ordersEn, pin: pinEn };
const german = { activity: activityDe, happened: happenedDe, orders: ordersDe, pin: pinDe };

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
