import { area } from './area';
import * as german from './de/customers';
import * as english from './en/customers';

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
