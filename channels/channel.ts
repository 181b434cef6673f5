import type { Source } from '#domain/source.ts';

/** What came in, as it came: one body, one mail, one file. */
export type Raw = {
  body: Uint8Array;
  contentType: string;
  /** Milliseconds UTC: when the sender handed it over, not when we got round to it. */
  receivedAt: number;
  headers?: Record<string, string>;
  /** The provider's id of this delivery, if there is one; else the delivery is known by its content. */
  key?: string;
};

/** The person as the channel names them; nothing is normalised here. */
export type Sender = { name?: string; company?: string; email?: string; phone?: string; handle?: string };

export type Attachment = { name: string; type: string; bytes: Uint8Array };

export type Message = {
  is: 'message';
  source: Source;
  from: Sender;
  asked: string;
  subject?: string;
  /** The provider's id of this message; the same id twice is one arrival. */
  externalId?: string;
  /** Continues this thread, session or booking. */
  thread?: string;
  receivedAt?: number;
  urgent?: boolean;
  wants?: string[];
  referredBy?: string;
  language?: string;
  /** Everything else that was said, by its label, kept and shown. */
  fields?: Record<string, string>;
  attachments?: Attachment[];
  /** Why a person should look before this counts as an enquiry. */
  doubt?: string;
};

/** One of ours replied elsewhere (sent folder, phone, a provider's echo). */
export type Answer = Omit<Message, 'is' | 'doubt'> & { is: 'answer'; by?: string };

export type Item =
  | Message
  | Answer
  | { is: 'status'; of: string; state: 'sent' | 'delivered' | 'read' | 'failed' | 'bounced'; reason?: string }
  | { is: 'identity'; thread: string; from: Sender }
  | { is: 'edit'; of: string; asked: string | null }
  /** Somebody tries whether the channel works: it has arrived, and is no customer. */
  | { is: 'test'; externalId?: string; from?: Sender; asked?: string; subject?: string; fields?: Record<string, string> }
  | {
      is: 'noise';
      reason: string;
      from?: Sender;
      asked?: string;
      subject?: string;
      externalId?: string;
      fields?: Record<string, string>;
    };

export type Config = Record<string, string>;
export type Secrets = Record<string, string>;

export type Account = {
  id: string;
  config: Config;
  secrets: Secrets;
  cursor: string;
  keep(secrets: Secrets): Promise<void>;
};

/** What a channel needs to know about the team to tell theirs from ours. */
export type World = {
  ownDomains: string[];
  teamAddresses: string[];
  ownNumbers: string[];
  isOurMessageId(id: string): boolean;
  /** ISO 3166 country whose national numbers need no prefix. */
  region: string;
  /** IANA zone for times written without one. */
  zone: string;
};

export type Letter = {
  /** RFC 5322 Message-ID with its angle brackets, made from the letter's key: the same letter has it on every try. */
  messageId: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  replyTo?: string;
  subject: string;
  text: string;
  html?: string;
  inReplyTo?: string;
  references?: string[];
  headers?: Record<string, string>;
  attachments?: Attachment[];
  /** True for what no person wrote: it carries Auto-Submitted (RFC 3834) so that it is never answered by a machine. */
  automatic: boolean;
  /** Answers by itself what this person has just sent, so that nothing may answer it in turn (RFC 3834). */
  acknowledges?: true;
};

export type Sent = { state: 'accepted'; providerId: string } | { state: 'kept'; where: string };

/** An answer to a provider's handshake. */
type Handshake = { status: number; body: string; contentType: string };

export type Channel = {
  kind: string;
  sources: readonly Source[];
  /** The entries of its config: what each takes in words, and what that looks like. */
  settings?: Readonly<Record<string, { takes: string; like: RegExp }>>;
  /** Handshake and signature, over the raw bytes. */
  check?(raw: Raw, account: Account): 'ok' | 'forged' | Handshake;
  /** Bytes to items. Pure: it may be run again on what was kept. Throws only where the bytes cannot be read at all. A way out has none. */
  understand?(raw: Raw, world: World): Item[];
  /** For deliveries that carry only ids. */
  fetch?(item: Item, account: Account, signal: AbortSignal): Promise<Raw>;
  collect?(account: Account, deliver: (raws: Raw[], cursor: string) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Throws SendError (domain/send-error.ts). */
  send?(letter: Letter, account: Account, signal: AbortSignal): Promise<Sent>;
};

export type Channels = ReadonlyMap<string, Channel>;
