import { area } from './area';
import * as german from './de/signin';
import * as english from './en/signin';

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
