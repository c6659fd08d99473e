import { catalogue } from './catalogue';
import { common } from './common';
import { customers } from './customers';
import { problems } from './problems';
import { register } from './register';
import { shell } from './shell';
import { signin } from './signin';
import { stock } from './stock';
import { words } from './words';

export const english = { stock, customers, catalogue, common, problems, register, shell, signin, words };

/** The shape every language has. */
export type English = typeof english;
