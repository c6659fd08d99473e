import { area } from './area';
import { invitation as invitationDe } from './de/invitation';
import { signup as signupDe } from './de/signup';
import { invitation as invitationEn } from './en/invitation';
import { signup as signupEn } from './en/signup';

const english = { invitation: invitationEn, signup: signupEn };
const german = { invitation: invitationDe, signup: signupDe };

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
