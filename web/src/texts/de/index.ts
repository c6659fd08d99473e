import type { English } from '../en';
import { catalogue } from './catalogue';
import { common } from './common';
import { customers } from './customers';
import { problems } from './problems';
import { register } from './register';
import { shell } from './shell';
import { signin } from './signin';
import { stock } from './stock';
import { words } from './words';

export const german: English = { stock, customers, catalogue, common, problems, register, shell, signin, words };
