import type { English } from '../en';
import { common } from './common';
import { problems } from './problems';
import { shell } from './shell';
import { words } from './words';

export const german: English = { common, problems, shell, words };
