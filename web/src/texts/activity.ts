import { area } from './area';
import { activity as activityDe } from './de/activity';
import { happened as happenedDe } from './de/happened';
import { activity as activityEn } from './en/activity';
import { happened as happenedEn } from './en/happened';

const english = { activity: activityEn, happened: happenedEn };
const german = { activity: activityDe, happened: happenedDe };

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
