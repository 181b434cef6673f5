/**
 * permanent: the other side said no, and will again. passing: not taken, worth another try.
 * unknown: it may have been taken (the connection broke after the text was handed over).
 */
type SendFailure = 'permanent' | 'passing' | 'unknown';

/** Why a letter did not go; the message is plain words that a member may read. */
export class SendError extends Error {
  readonly failure: SendFailure;
  constructor(failure: SendFailure, message: string) {
    super(message);
    this.name = 'SendError';
    this.failure = failure;
  }
}
