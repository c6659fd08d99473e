import type { English } from '../en';
import { activity } from './activity';
import { catalogue } from './catalogue';
import { common } from './common';
import { customers } from './customers';
import { happened } from './happened';
import { orders } from './orders';
import { problems } from './problems';
import { register } from './register';
import { shell } from './shell';
import { signin } from './signin';
import { stock } from './stock';
import { today } from './today';
import { words } from './words';

export const german: English = {
  activity,
  catalogue,
  common,
  customers,
  happened,
  orders,
  problems,
  register,
  shell,
  signin,
  stock,
  today,
  words,
};
