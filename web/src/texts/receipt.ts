import { area } from './area';
import * as german from './de/receipt';
import * as english from './en/receipt';

export const { useTexts, texts } = area(english, german);
