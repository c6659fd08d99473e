import createClient from 'openapi-fetch';
import { problemOf, unreachable } from './problem';
import { compareClocks, isReached, suspect } from './reach';
import type { paths } from './schema';
import { accessToken } from './session';

async function attempt(request: Request, token: string): Promise<Response> {
  request.headers.set('Authorization', `Bearer ${token}`);
  const askedAt = Date.now();
  try {
    const response = await fetch(request);
    isReached(askedAt);
    compareClocks(response);
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    suspect();
    throw unreachable();
  }
}

/** Signs the request, signs it anew once when the token was refused, and throws what the server refuses as a `ProblemError`. */
async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const token = await accessToken();
  let response = await attempt(request, token);
  if (response.status === 401) response = await attempt(again, await accessToken(token));
  if (!response.ok && response.status !== 304) throw await problemOf(response);
  return response;
}

/** Every operation of the API, typed by its document. `const order = await ask(api.GET('/api/v1/orders/{id}', { params: { path: { id } } }))`. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? 'http://localhost', fetch: send });

/** The body of an answer. What is refused was thrown before. */
export async function ask<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
