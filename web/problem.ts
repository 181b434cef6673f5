import { BadInput } from '#domain/bad-input.ts';
import { Busy } from '#store/engine.ts';
import { NoTeam } from '#store/standard.ts';
import { Refusal } from '#work/refusal.ts';

/** A problem document (RFC 9457). `field` names what is at fault, `changes` what somebody else changed. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  field?: string;
  changes?: readonly object[];
  /** The id of a contact in whose way it is. */
  contact?: string;
  /** Seconds until it may be tried again; told in Retry-After (RFC 9110 section 10.2.3). */
  retryAfter?: number;
};

/** The phrases of RFC 9110: a problem without a type of its own is named by its status (RFC 9457 section 4.2.1). */
const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A problem of this status, in a sentence for whoever asked. */
export const problem = (status: number, detail: string, more: Partial<Problem> = {}): Problem => ({
  type: 'about:blank',
  title: titles[status]!,
  status,
  detail,
  ...more,
});

/** What a thrown thing is to the one who asked; undefined for what we did not expect. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Refusal)
    return problem(error.status, error.message, {
      ...(error.field ? { field: error.field } : {}),
      ...(error.changes.length > 0
        ? { changes: error.changes.map((change) => ({ ...change, at: new Date(change.at).toISOString() })) }
        : {}),
      ...(error.contactId ? { contact: error.contactId } : {}),
      ...(error.wait === undefined ? {} : { retryAfter: secondsOf(error.wait) }),
    });
  if (error instanceof BadInput) return problem(error.status, error.message, error.field ? { field: error.field } : {});
  if (error instanceof Busy)
    return problem(503, 'Baton cannot reach its database just now. Nothing was lost on this side; please try again in a moment.');
  if (error instanceof NoTeam) return problem(503, error.message);
  return undefined;
}

/** Rounded up, and never "at once": who comes back then is not too early. */
export const secondsOf = (wait: number): number => Math.max(1, Math.ceil(wait / 1000));

/** When to come again, for a program that asks by itself. */
export const comeAgain = ({ status, retryAfter = status === 503 ? 5 : undefined }: Problem): Record<string, string> =>
  retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };

/** The problem as the answer of a door for programs. */
export const answerProblem = (found: Problem, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(found), {
    status: found.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(found.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...comeAgain(found),
      ...headers,
    },
  });
