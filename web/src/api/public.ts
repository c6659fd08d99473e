import createClient from 'openapi-fetch';
import { problemOf, unreachable } from './problem';
import { isReached, suspect } from './reach';
import type { paths } from './schema';

async function send(request: Request): Promise<Response> {
  let response: Response;
  const askedAt = Date.now();
  try {
    response = await fetch(request);
    isReached(askedAt);
  } catch (error) {
    if (request.signal.aborted) throw error;
    suspect();
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** What may be asked before anybody is signed in. */
export const publicApi = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? 'http://localhost',
  fetch: send,
});
