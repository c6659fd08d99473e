import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { identity, session } from '@/api/session';
import { rememberPlace, usualPlace } from '@/api/useSession';
import { NotFound } from './NotFound';
import { addressOf, homeOf } from './navigation';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet });

/** Everything behind sign-in: who is not, goes there and comes back to where they wanted to be. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ location }) => {
    if (session.get().status === 'out')
      throw redirect({ to: '/signin', search: location.pathname === '/' ? {} : { to: location.href } });
  },
  component: lazyRouteComponent(() => import('./shell/Shell'), 'Shell'),
});

/** Everything at one location: `/l/$loc/…`. One that is not the person's is not there. */
const place = createRoute({
  getParentRoute: () => signedIn,
  path: '/l/$loc',
  beforeLoad: ({ params }) => {
    if (!identity().locations.some((one) => one.id === params.loc)) throw notFound();
    rememberPlace(params.loc);
  },
  component: Outlet,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  // Only to a place of ours: an address of elsewhere would make this page a trap.
  validateSearch: ({ to }): { to?: string } => (typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {}),
  beforeLoad: ({ search }) => {
    if (session.get().status === 'in') throw redirect({ href: search.to ?? '/' });
  },
  component: lazyRouteComponent(() => import('@/features/signin/SignInPage'), 'SignInPage'),
});

/** The first screen of one's role. Somebody without any is told so. */
const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    const who = identity();
    const first = homeOf(who);
    if (first) throw redirect({ href: addressOf(first, usualPlace(who)?.id), replace: true });
  },
  component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
});

/** Every other address: who is signed in sees that nothing is there, nobody else learns even that. */
const nowhere = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound });

/** Screens of the whole business, one line each. */
const ofBusiness = [home, nowhere] as const;

const register = createRoute({
  getParentRoute: () => place,
  path: 'register',
  component: lazyRouteComponent(() => import('@/features/register/RegisterPage'), 'RegisterPage'),
});

/** Screens of one location, one line each; their addresses begin with `/l/$loc/`. */
const ofPlace = [register] as const;

export const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([...ofBusiness, place.addChildren([...ofPlace])]),
]);
