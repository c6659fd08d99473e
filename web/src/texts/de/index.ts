import type { English } from '../en';
import { activity } from './activity';
import { analytics } from './analytics';
import { catalogue } from './catalogue';
import { common } from './common';
import { customers } from './customers';
import { happened } from './happened';
import { invitation } from './invitation';
import { orders } from './orders';
import { problems } from './problems';
import { register } from './register';
import { settings } from './settings';
import { shell } from './shell';
import { signin } from './signin';
import { signup } from './signup';
import { stock } from './stock';
import { today } from './today';
import { webhooks } from './webhooks';
import { words } from './words';

export const german: English = {
  activity,
  analytics,
  catalogue,
  common,
  customers,
  happened,
  invitation,
  orders,
  problems,
  register,
  settings,
  shell,
  signin,
  signup,
  stock,
  today,
  webhooks,
  words,
};
