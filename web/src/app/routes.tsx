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
import { rememberedPlace, rememberPlace } from '@/api/useSession';
import { activitySearch } from '@/features/activity/kinds';
import { analyticsSearch } from '@/features/analytics/search';
import { catalogueSearch } from '@/features/catalogue/search';
import { customersSearch } from '@/features/customers/search';
import { ordersSearch } from '@/features/orders/search';
import { hasDraft, isBehindSignUp, isStep } from '@/features/signup/steps';
import { stockSearch } from '@/features/stock/search';
import { homeOf } from './home';
import { NotFound } from './NotFound';
import { addressOf, destinationsOf } from './navigation';

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

/** A business signs up, one step a page. Who is signed in has one: they are at one of its last steps, or not here. */
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/signup/$step',
  beforeLoad: ({ params }) => {
    if (!isStep(params.step)) throw redirect({ to: '/signup/$step', params: { step: 'you' }, replace: true });
    const isIn = session.get().status === 'in';
    if (isIn && !hasDraft()) throw redirect({ to: '/', replace: true });
    if (isIn !== isBehindSignUp(params.step))
      throw redirect({ to: '/signup/$step', params: { step: isIn ? 'products' : 'you' }, replace: true });
  },
  component: lazyRouteComponent(() => import('@/features/signup/SignUpPage'), 'SignUpPage'),
});

const signUpStart = createRoute({
  getParentRoute: () => root,
  path: '/signup',
  beforeLoad: () => {
    throw redirect({ to: '/signup/$step', params: { step: 'you' }, replace: true });
  },
});

/** The token stands behind the #. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('@/features/signup/InvitationPage'), 'InvitationPage'),
});

/** The first screen of one's role. Somebody without any is told so. */
const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    const who = identity();
    const first = homeOf(who, destinationsOf(who), rememberedPlace());
    if (first) throw redirect({ href: addressOf(first.destination, first.locationId), replace: true });
  },
  component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

/** `open`: the place or the endpoint that is looked at, or `new`. */
const settingsSection = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/$section',
  validateSearch: ({ open }): { open?: string } =>
    typeof open === 'string' && /^(new|[0-9a-f-]{36})$/.test(open) ? { open } : {},
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

/** Every other address: who is signed in sees that nothing is there, nobody else learns even that. */
const nowhere = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound });

const catalogue = createRoute({
  getParentRoute: () => signedIn,
  path: '/catalogue',
  validateSearch: catalogueSearch,
  component: lazyRouteComponent(() => import('@/features/catalogue/CataloguePage'), 'CataloguePage'),
});

const newProduct = createRoute({
  getParentRoute: () => signedIn,
  path: '/catalogue/new',
  component: lazyRouteComponent(() => import('@/features/catalogue/NewProductPage'), 'NewProductPage'),
});

const importProducts = createRoute({
  getParentRoute: () => signedIn,
  path: '/catalogue/import',
  component: lazyRouteComponent(() => import('@/features/catalogue/ImportPage'), 'ImportPage'),
});

const product = createRoute({
  getParentRoute: () => signedIn,
  path: '/catalogue/$item',
  component: lazyRouteComponent(() => import('@/features/catalogue/ProductPage'), 'ProductPage'),
});

const customers = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers',
  validateSearch: customersSearch,
  component: lazyRouteComponent(() => import('@/features/customers/CustomersPage'), 'CustomersPage'),
});

const newCustomer = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/new',
  validateSearch: customersSearch,
  component: lazyRouteComponent(() => import('@/features/customers/NewCustomerPage'), 'NewCustomerPage'),
});

const customer = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('@/features/customers/CustomerPage'), 'CustomerPage'),
});

const stock = createRoute({
  getParentRoute: () => place,
  path: 'stock',
  validateSearch: stockSearch,
  component: lazyRouteComponent(() => import('@/features/stock/StockPage'), 'StockPage'),
});

const stockCount = createRoute({
  getParentRoute: () => place,
  path: 'stock/count',
  component: lazyRouteComponent(() => import('@/features/stock/CountPage'), 'CountPage'),
});

const todayOfAll = createRoute({
  getParentRoute: () => signedIn,
  path: '/today',
  component: lazyRouteComponent(() => import('@/features/today/TodayPage'), 'TodayPage'),
});
const activity = createRoute({
  getParentRoute: () => signedIn,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('@/features/activity/ActivityPage'), 'ActivityPage'),
});
const analytics = createRoute({
  getParentRoute: () => signedIn,
  path: '/analytics',
  validateSearch: analyticsSearch,
  component: lazyRouteComponent(() => import('@/features/analytics/AnalyticsPage'), 'AnalyticsPage'),
});
const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/analytics/reports',
  component: lazyRouteComponent(() => import('@/features/analytics/ReportsPage'), 'ReportsPage'),
});
const experiments = createRoute({
  getParentRoute: () => signedIn,
  path: '/analytics/experiments',
  component: lazyRouteComponent(() => import('@/features/analytics/ExperimentsPage'), 'ExperimentsPage'),
});
const experiment = createRoute({
  getParentRoute: () => signedIn,
  path: '/analytics/experiments/$id',
  component: lazyRouteComponent(() => import('@/features/analytics/ExperimentPage'), 'ExperimentPage'),
});
const today = createRoute({
  getParentRoute: () => place,
  path: 'today',
  component: lazyRouteComponent(() => import('@/features/today/TodayPage'), 'TodayPage'),
});
const orders = createRoute({
  getParentRoute: () => place,
  path: 'orders',
  validateSearch: ordersSearch,
  component: lazyRouteComponent(() => import('@/features/orders/OrdersPage'), 'OrdersPage'),
});
const order = createRoute({
  getParentRoute: () => place,
  path: 'orders/$id',
  component: lazyRouteComponent(() => import('@/features/orders/OrderPage'), 'OrderPage'),
});

/** Screens of the whole business, one line each. */
const ofBusiness = [
  home,
  todayOfAll,
  analytics,
  reports,
  experiments,
  experiment,
  activity,
  settings,
  settingsSection,
  nowhere,
  catalogue,
  newProduct,
  importProducts,
  product,
  customers,
  newCustomer,
  customer,
] as const;

const register = createRoute({
  getParentRoute: () => place,
  path: 'register',
  validateSearch: ({ practice }): { practice?: true } => (practice === true ? { practice: true } : {}),
  component: lazyRouteComponent(() => import('@/features/register/RegisterPage'), 'RegisterPage'),
});

/** Where the code on a receipt leads. */
const receipt = createRoute({
  getParentRoute: () => place,
  path: 'receipts/$number',
  component: lazyRouteComponent(() => import('@/features/register/ReceiptPage'), 'ReceiptPage'),
});

/** Screens of one location, one line each; their addresses begin with `/l/$loc/`. */
const ofPlace = [today, register, receipt, orders, order, stock, stockCount] as const;

export const routeTree = root.addChildren([
  signIn,
  signUp,
  signUpStart,
  invitation,
  signedIn.addChildren([...ofBusiness, place.addChildren([...ofPlace])]),
]);
