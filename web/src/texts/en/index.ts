import { common } from './common';
import { problems } from './problems';
import { shell } from './shell';
import { words } from './words';

/** What every screen needs; an area's own sentences come with its pages. */
export const english = { common, problems, shell, words };

/** The shape every language has. */
export type English = typeof english;
