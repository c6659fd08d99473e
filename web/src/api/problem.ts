/** What is wrong with one member of a request's body. */
export type FieldProblem = { pointer: string; code: string; detail: string };

/** A refusal of the server (RFC 9457), or that it could not be asked at all: then `status` is 0 and `code` is `client.offline`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly traceId: string | null = null,
    /** Further members of the problem, by code. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }

  get isOffline(): boolean {
    return this.code === 'client.offline';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The problem that an answer holds; one that is no problem document (a proxy's page, say) becomes one by its status. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const traceId = response.headers.get('X-Request-Id');
  const body: unknown = await response.json().catch(() => null);
  if (!isRecord(body) || typeof body.code !== 'string') {
    const code = response.status >= 502 && response.status <= 504 ? 'platform.unavailable' : 'platform.unexpected';
    return new ProblemError(response.status, code, response.statusText, [], traceId);
  }
  const errors = (Array.isArray(body.errors) ? body.errors : []).filter(isRecord).map((one) => ({
    pointer: text(one.pointer, ''),
    code: text(one.code, 'invalid'),
    detail: text(one.detail, ''),
  }));
  return new ProblemError(
    response.status,
    body.code,
    text(body.detail, ''),
    errors,
    text(body.request_id, traceId ?? ''),
    body,
  );
}

export function unreachable(): ProblemError {
  return new ProblemError(0, 'client.offline', 'The server cannot be reached.');
}
