import type { English } from '../en';
import { common } from './common';
import { problems } from './problems';
import { register } from './register';
import { shell } from './shell';
import { signin } from './signin';
import { words } from './words';

export const german: English = { common, problems, register, shell, signin, words };
