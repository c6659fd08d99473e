import { area } from './area';
import * as german from './de/stock';
import * as english from './en/stock';

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
