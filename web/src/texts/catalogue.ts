import { area } from './area';
import * as german from './de/catalogue';
import * as english from './en/catalogue';

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
