import { useEffect, useRef } from 'react';
import { ProblemError } from './problem';
import { echo, isReached, suspect } from './reach';
import type { components } from './schema';
import { accessToken, session } from './session';

/** What happened, as `GET /api/v1/events` shows it. */
export type LiveEvent = components['schemas']['EventView'];

type Listener = {
  onEvent: (event: LiveEvent) => void;
  /** What was missed cannot be told: read the state anew. */
  onResync: () => void;
};

type Channel = {
  name: string;
  listeners: Set<Listener>;
  cursor: string | null;
  subscription: string | null;
  /** The socket was not ready when somebody began to listen. */
  isLate: boolean;
};

type Message = {
  id?: number;
  method?: string;
  params?: { subscription?: string; cursor?: string; event?: LiveEvent; code?: string };
  result?: { subscription?: string; cursor?: string };
  error?: { code: number; message: string; data?: { code?: string } };
};

const channels = new Map<string, Channel>();
const waiting = new Map<number, (message: Message) => void>();
let socket: WebSocket | null = null;
/** Whether the socket knows who asks: before that nothing is subscribed, and what somebody began to listen to meanwhile is subscribed then, once. */
let isReady = false;
let lastId = 0;
let failures = 0;
let heardAt = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
let heartbeat: ReturnType<typeof setInterval> | undefined;

const beatEvery = 20_000;
const deadAfter = 45_000;

function call(method: string, params: object, then: (message: Message) => void = () => {}): void {
  if (socket?.readyState !== WebSocket.OPEN) return;
  lastId += 1;
  waiting.set(lastId, then);
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params }));
}

function subscribe(channel: Channel): void {
  const { name, cursor } = channel;
  call('live.subscribe', { channel: name, ...(cursor ? { after: cursor } : {}) }, ({ result, error }) => {
    if (error || !result?.subscription) return; // no right, or not there: the screen's own request says so
    if (channels.get(channel.name) !== channel) return call('live.unsubscribe', { subscription: result.subscription });
    channel.subscription = result.subscription;
    channel.cursor ??= result.cursor ?? null;
    // The screen read while the socket was still being opened: what happened between that and this moment, nobody told.
    if (channel.isLate) for (const listener of [...channel.listeners]) listener.onResync();
    channel.isLate = false;
  });
}

function hear(text: string): void {
  heardAt = Date.now();
  const message: Message = JSON.parse(text);
  if (message.id !== undefined) {
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
    return;
  }
  const { params, method } = message;
  if (method === 'session.expiring') return void authenticate();
  if (!params?.subscription) return;
  const channel = [...channels.values()].find((one) => one.subscription === params.subscription);
  if (!channel) return;
  if (method === 'live.unsubscribed') {
    channel.subscription = null;
    return;
  }
  if (params.cursor) channel.cursor = params.cursor;
  for (const listener of [...channel.listeners])
    if (method === 'live.event' && params.event) listener.onEvent(params.event);
    else if (method === 'live.resync') listener.onResync();
}

/** The token this socket was opened with, and one that the server did not take (any more): the next is asked for in its place. */
let used: string | null = null;
let refused: string | null = null;

async function authenticate(): Promise<void> {
  const on = socket;
  try {
    const token = await accessToken(refused);
    if (socket !== on) return;
    used = token;
    const askedAt = Date.now();
    call('session.authenticate', { token }, ({ error }) => {
      if (error) {
        refused = token;
        on?.close();
      } else {
        failures = 0;
        isReached(askedAt);
      }
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    on?.close();
  }
}

function connect(): void {
  clearTimeout(retry);
  retry = undefined;
  if (socket || session.get().status === 'out') return;
  const fresh = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
  socket = fresh;
  fresh.onopen = () => {
    heardAt = Date.now();
    void authenticate().then(() => {
      // A socket may be gone, and the next one open, before the token is there.
      if (socket !== fresh || isReady) return;
      isReady = true;
      for (const channel of channels.values()) subscribe(channel);
    });
  };
  fresh.onmessage = ({ data }) => hear(String(data));
  fresh.onclose = ({ code }) => {
    if (socket !== fresh) return;
    forget();
    if (session.get().status === 'out') return;
    suspect();
    // Not all at once: a random wait, doubled while it fails. A server that restarts is back at once.
    const longest = code === 1012 && failures === 0 ? 500 : Math.min(30_000, 2000 * 2 ** failures);
    failures += 1;
    if (code === 4401) refused = used;
    retry = setTimeout(connect, Math.random() * longest);
  };
  heartbeat = setInterval(beat, beatEvery);
}

function beat(): void {
  if (Date.now() - heardAt > deadAfter) socket?.close();
  else if (socket?.readyState === WebSocket.OPEN) call('ping', {}, echo());
}

function forget(): void {
  clearInterval(heartbeat);
  socket = null;
  isReady = false;
  waiting.clear();
  for (const channel of channels.values()) channel.subscription = null;
}

function disconnect(): void {
  clearTimeout(retry);
  const old = socket;
  forget();
  old?.close(1000);
}

/** Keeps one socket open while somebody is signed in; call it once. */
export function startLive(): void {
  const follow = () => {
    if (session.get().status === 'in') connect();
    else {
      disconnect();
      for (const channel of channels.values()) channel.cursor = null;
    }
  };
  session.subscribe(follow);
  addEventListener('online', () => {
    failures = 0;
    connect();
  });
  follow();
}

/** Hears what happens on a channel from now on, and after a break what was missed in it. Returns how to stop. */
export function listen(name: string, listener: Listener): () => void {
  let channel = channels.get(name);
  if (!channel) {
    channel = {
      name,
      listeners: new Set(),
      cursor: null,
      subscription: null,
      isLate: !isReady,
    };
    channels.set(name, channel);
    if (isReady) subscribe(channel);
  }
  const { listeners } = channel;
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    const now = channels.get(name);
    if (listeners.size > 0 || now?.listeners !== listeners) return;
    channels.delete(name);
    if (now.subscription) call('live.unsubscribe', { subscription: now.subscription });
  };
}

/** Follows a channel (docs/api/live.md names them) as long as the screen is there. An event is safe to apply twice. */
export function useLive(channel: string | null, onEvent: (event: LiveEvent) => void, onResync: () => void): void {
  const latest = useRef({ onEvent, onResync });
  useEffect(() => {
    latest.current = { onEvent, onResync };
  });
  useEffect(() => {
    if (channel === null) return;
    return listen(channel, {
      onEvent: (event) => latest.current.onEvent(event),
      onResync: () => latest.current.onResync(),
    });
  }, [channel]);
}
