import { area } from './area';
import { settings as settingsDe } from './de/settings';
import { signup as signupDe } from './de/signup';
import { webhooks as webhooksDe } from './de/webhooks';
import { settings as settingsEn } from './en/settings';
import { signup as signupEn } from './en/signup';
import { webhooks as webhooksEn } from './en/webhooks';

const english = { settings: settingsEn, signup: signupEn, webhooks: webhooksEn };
const german = { settings: settingsDe, signup: signupDe, webhooks: webhooksDe };

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
