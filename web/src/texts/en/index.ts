import { common } from './common';
import { problems } from './problems';
import { register } from './register';
import { shell } from './shell';
import { signin } from './signin';
import { words } from './words';
import { catalogue } from './catalogue';
import { customers } from './customers';
import { stock } from './stock';

export const english = { stock, customers, catalogue, common, problems, register, shell, signin, words };

/** The shape every language has. */
export type English = typeof english;
