import { cupboard } from '@/lib/shelves';

/** What this till keeps. One database for all businesses that are ever signed in here; every key begins with the tenant. */
export const { keep, find, findAll } = cupboard('olympus-till', ['device', 'sales', 'catalogue', 'parked']);
