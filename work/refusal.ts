/** What changed on a lead since the version the asker had seen. */
export type Change = { kind: string; by: string | null; at: number };

/**
 * A deed that may not be done, said in words for a person. It is thrown, because throwing is how a deed takes back
 * what it had begun; the door turns it into an answer.
 */
export class Refusal extends Error {
  readonly status: 400 | 403 | 404 | 409 | 412 | 422 | 429;
  readonly field: string | undefined;
  readonly changes: readonly Change[];
  /** The contact in whose way it is. */
  readonly contactId: string | undefined;
  /** From when it may be tried again, and how long that is from now. Milliseconds. */
  readonly until: number | undefined;
  readonly wait: number | undefined;

  constructor(
    status: Refusal['status'],
    message: string,
    more: { field?: string; changes?: readonly Change[]; contactId?: string; until?: number; wait?: number } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.field = more.field;
    this.changes = more.changes ?? [];
    this.contactId = more.contactId;
    this.until = more.until;
    this.wait = more.wait;
  }
}
