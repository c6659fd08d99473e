import { area } from './area';
import * as german from './de/register';
import * as english from './en/register';

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
