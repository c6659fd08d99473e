import { cupboard } from '@/lib/shelves';
import { store } from '@/lib/store';
import { countUnsent, unsent } from '@/lib/unsent';
import { ProblemError, problemOf, unreachable } from './problem';
import { isReached, suspect } from './reach';
import type { components } from './schema';

type Schemas = components['schemas'];
type SignedIn = Schemas['SignedInResponse'] | Schemas['SignUpResponse'];

/** Who works here, and where. Kept on the device, so that the app starts without a network; rights are the server's, this only hides what it would refuse. */
export type Identity = { me: Schemas['MeView']; tenant: Schemas['TenantView']; locations: Schemas['LocationView'][] };

export type Session = { status: 'in'; identity: Identity } | { status: 'out'; why: 'never' | 'left' | 'expired' };

const lockName = 'olympus-session';
const early = 30_000;

export const session = store<Session>({ status: 'out', why: 'never' });

/** Only ever in memory. The refresh token is in a cookie that no script can read. */
let access: { token: string; expiresAt: number } | null = null;
let renewing: Promise<string> | null = null;

type News =
  | { kind: 'access'; token: string; expiresAt: number; userId: string }
  | { kind: 'identity'; identity: Identity }
  | { kind: 'out'; why: 'left' | 'expired' };
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('olympus-session');

/** Not in `localStorage`: browsers write that to the disk when it suits them, and a till that lost its power seconds after signing in must know its cashier. */
const { keep: keepOn, find } = cupboard('olympus-who', ['identity']);
const current = 'current';

async function saved(): Promise<Identity | null> {
  try {
    const found = await find<Identity>('identity', current);
    return found?.me.roles.every((role) => Array.isArray(role.permissions)) ? found : null;
  } catch {
    return null; // a browser that keeps nothing (private windows of some): one signs in each time
  }
}

/** On the disk before it returns, where the browser keeps anything at all. */
async function write(identity: Identity | null): Promise<void> {
  try {
    await keepOn(['identity'], async (on) =>
      identity ? on.put('identity', current, identity) : on.remove('identity', current),
    );
  } catch {
    // Full or forbidden: the page works on, and asks again next time.
  }
}

async function become(identity: Identity): Promise<void> {
  await write(identity);
  session.set({ status: 'in', identity });
}

/** Counts who comes and goes: an answer about who was there before says nothing about who is there now. */
let turn = 0;

function leave(why: 'left' | 'expired'): void {
  turn += 1;
  access = null;
  void write(null);
  if (session.get().status === 'in') session.set({ status: 'out', why });
}

/** Takes up what this device remembers; wait for it once, before the first screen. */
export async function startSession(): Promise<void> {
  const identity = await saved();
  if (identity) {
    session.set({ status: 'in', identity });
    void loadIdentity().catch(ignoreRefusals);
  }
  tabs?.addEventListener('message', ({ data }: MessageEvent<News>) => {
    const now = session.get();
    if (data.kind === 'out') leave(data.why);
    else if (data.kind === 'access' && now.status === 'in' && now.identity.me.user_id === data.userId) access = data;
    else if (data.kind === 'identity') follow(data.identity);
  });
}

/** Another tab has somebody signed in, or knows them better. */
function follow(identity: Identity): void {
  const now = session.get();
  if (now.status === 'out' || now.identity.me.user_id !== identity.me.user_id) access = null;
  session.set({ status: 'in', identity });
}

function ignoreRefusals(error: unknown): void {
  if (!(error instanceof ProblemError)) throw error; // said by the screens, whose own requests meet the same
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const askedAt = Date.now();
  try {
    const response = await fetch(path, { ...init, cache: 'no-store' });
    isReached(askedAt);
    return response;
  } catch {
    suspect();
    throw unreachable();
  }
}

/** `keepalive`: an answer with a new cookie arrives even when the tab is closed meanwhile. */
async function post<T = void>(path: string, body: unknown, token?: string): Promise<T> {
  const response = await send(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    keepalive: true,
  });
  if (!response.ok) throw await problemOf(response);
  return JSON.parse((await response.text()) || 'null');
}

async function get<T>(path: string, token: string): Promise<T> {
  const response = await send(path, { headers: { Authorization: `Bearer ${token}` } });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

function keep({ access_token, expires_in, user_id }: SignedIn): string {
  access = { token: access_token, expiresAt: Date.now() + expires_in * 1000 };
  tabs?.postMessage({ kind: 'access', ...access, userId: user_id } satisfies News);
  return access_token;
}

/** One tab at a time: each refresh token is good once, and two tabs that show the same one look like a thief. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? await navigator.locks.request(lockName, work) : await work();
}

async function renew(stale: string | null): Promise<string> {
  if (session.get().status === 'out') throw new ProblemError(401, 'auth.unauthenticated', 'Nobody is signed in.');
  if (access && access.token !== stale && Date.now() < access.expiresAt - early) return access.token;
  for (let tries = 0; ; tries++)
    try {
      const { count, isKnown } = unsent.get();
      return keep(await post<SignedIn>('/api/v1/auth/refresh', isKnown ? { unsent: count } : {}));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.code === 'auth.refresh_superseded' && tries < 5) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        continue;
      }
      if (error.status === 401) {
        leave('expired');
        tabs?.postMessage({ kind: 'out', why: 'expired' } satisfies News);
      }
      throw error;
    }
}

/** A token that is good for a request now. Give the one that was refused to get another. */
export function accessToken(stale: string | null = null): Promise<string> {
  if (access && access.token !== stale && Date.now() < access.expiresAt - early) return Promise.resolve(access.token);
  renewing ??= alone(() => renew(stale)).finally(() => {
    renewing = null;
  });
  return renewing;
}

/** Asks the server who this is now, what they may do and where. */
export async function loadIdentity(): Promise<void> {
  const mine = turn;
  let token = await accessToken();
  const read = async (): Promise<Identity> => {
    const [me, tenant, locations] = await Promise.all([
      get<Schemas['MeView']>('/api/v1/auth/me', token),
      get<Schemas['TenantView']>('/api/v1/tenant', token),
      get<Schemas['PageOfLocationView']>('/api/v1/locations?limit=100', token),
    ]);
    return { me, tenant, locations: locations.data };
  };
  let identity: Identity;
  try {
    identity = await read();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error;
    token = await accessToken(token);
    identity = await read();
  }
  if (mine !== turn) return;
  await become(identity);
  tabs?.postMessage({ kind: 'identity', identity } satisfies News);
}

async function enter(path: string, body: object): Promise<SignedIn> {
  const signedIn = await alone(() => post<SignedIn>(path, { ...body, cookie: true }));
  turn += 1;
  access = null;
  session.set({ status: 'out', why: 'never' });
  keep(signedIn);
  await loadIdentity();
  return signedIn;
}

type Credentials = Omit<Schemas['LoginRequest'], 'cookie' | 'device_token'>;
type Business = Omit<Schemas['SignUpRequest'], 'cookie'>;
type Joining = Omit<Schemas['AcceptInvitationRequest'], 'cookie'>;

export const signIn = (body: Credentials): Promise<SignedIn> => enter('/api/v1/auth/login', body);
export const signUp = (body: Business): Promise<SignedIn> => enter('/api/v1/auth/sign-up', body);
export const acceptInvitation = (body: Joining): Promise<SignedIn> => enter('/api/v1/auth/invitations/accept', body);

/** The answer of a person's device to the question that the ticket is of. */
export const signInWithPasskey = (body: { ticket: string; credential: object }): Promise<SignedIn> =>
  enter('/api/v1/auth/passkeys/sign-in', body);

/** On a till: the PIN of somebody who works there. */
export const signInWithPin = (body: {
  tenant_id: string;
  user_id: string;
  pin: string;
  unsent: number;
}): Promise<SignedIn> => enter('/api/v1/auth/devices/sign-in', body);

/** On a till: the badge of somebody who works there, as it was scanned. */
export const signInWithBadge = (body: { tenant_id: string; code: string; unsent: number }): Promise<SignedIn> =>
  enter('/api/v1/auth/devices/sign-in/badge', body);

/**
 * Lets the next person at this till in: whoever is there goes, their ticket and their sales stay. Unlike signing out it may be done with sales that are not
 * sent: the next one sends them, in the name of who sold them.
 */
export const leaveTill = (): Promise<void> => end(false);

/** Ends the session on the server first: only it can take back the cookie. Refused while this device has sales that the server does not have: `client.unsent`. */
export async function signOut(everywhere = false): Promise<void> {
  const waiting = await countUnsent();
  if (waiting > 0) throw new ProblemError(409, 'client.unsent', `${waiting} sales are not sent.`);
  await end(everywhere);
}

async function end(everywhere: boolean): Promise<void> {
  await alone(async () => {
    try {
      await post('/api/v1/auth/logout', { all: everywhere }, access?.token ?? (await renew(null)));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error; // 401: it was over already
    }
  });
  leave('left');
  tabs?.postMessage({ kind: 'out', why: 'left' } satisfies News);
}

/** Who is signed in; a screen behind sign-in can rely on it. */
export function identity(): Identity {
  const now = session.get();
  if (now.status !== 'in') throw new ProblemError(401, 'auth.unauthenticated', 'Nobody is signed in.');
  return now.identity;
}

/** Whether one of the person's roles permits it, at that location or (without one) anywhere. */
export function permits(who: Identity, permission: string, locationId?: string): boolean {
  return who.me.roles.some(
    (role) =>
      role.permissions.includes(permission) &&
      (role.location_id === null || locationId === undefined || role.location_id === locationId),
  );
}

export function can(permission: string, locationId?: string): boolean {
  const now = session.get();
  return now.status === 'in' && permits(now.identity, permission, locationId);
}
