/** Input that cannot be taken as it is. The message is a plain sentence for whoever sent it; `field` names the part at fault. */
export class BadInput extends Error {
  readonly status: 400 | 413 | 415 | 422;
  readonly field?: string;
  constructor(status: 400 | 413 | 415 | 422, message: string, field?: string) {
    super(message);
    this.name = 'BadInput';
    this.status = status;
    if (field !== undefined) this.field = field;
  }
}
