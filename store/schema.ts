/** Rows as the database holds them. Times are milliseconds UTC, money is in minor units, JSON is text that its store file reads. */

export type MemberRow = {
  id: string;
  name: string;
  email: string;
  role: 'admin' | 'member' | 'viewer';
  phone: string | null;
  zone: string | null;
  locale: string | null;
  working_days: string | null;
  quiet: string | null;
  muted: string | null;
  covers: string | null;
  password_hash: string | null;
  totp_secret: string | null;
  totp_at: number | null;
  recovery: string | null;
  created_at: number;
  removed_at: number | null;
};

export type OwnerRow = {
  member_id: string;
  since_at: number;
};

export type TeamRow = {
  id: string;
  name: string;
  country: string;
  zone: string;
  locale: string;
  currency: string;
  noun: string;
  email: string | null;
  phone: string | null;
  urgent_phone: string | null;
  on_call: string | null;
  acknowledgement: 'exact' | 'usual' | 'next-step' | 'none';
  names_shown_at: number | null;
  privacy_url: string | null;
  booking_url: string | null;
  website: string | null;
  colour: string | null;
  logo: string | null;
  signature: string | null;
  questions: string | null;
  always_ask_at: number | null;
  hand_over_minutes: number;
  fallback_id: string;
  rules_version: number;
  settings_version: number;
  review_day: number | null;
  created_at: number;
};

export type SettingsLogEntryRow = {
  id: string;
  at: number;
  member_id: string | null;
  what: string;
  before_value: string | null;
  after_value: string | null;
};

export type LinkRow = {
  hash: string;
  purpose: 'set-up' | 'sign-in' | 'invitation';
  member_id: string | null;
  created_at: number;
  expires_due_at: number;
  used_at: number | null;
};

export type SessionRow = {
  hash: string;
  member_id: string;
  device: string | null;
  created_at: number;
  seen_at: number;
  expires_due_at: number;
  revoked_at: number | null;
};

export type PasskeyRow = {
  id: string;
  member_id: string;
  public_key: string;
  counter: number;
  transports: string | null;
  name: string;
  created_at: number;
  used_at: number | null;
};

export type ChallengeRow = {
  hash: string;
  purpose: string;
  member_id: string | null;
  body: string | null;
  expires_due_at: number;
};

export type AttemptRow = {
  key: string;
  count: number;
  since_at: number;
  blocked_until_at: number | null;
};

export type KeyRow = {
  id: string;
  hash: string;
  member_id: string;
  name: string;
  scopes: string;
  created_at: number;
  used_at: number | null;
  revoked_at: number | null;
};

export type IdempotencyRow = {
  key_id: string;
  key: string;
  request_hash: string;
  status: number;
  body: string;
  created_at: number;
};

export type AbsenceRow = {
  id: string;
  member_id: string;
  kind: 'away' | 'busy';
  reason: string | null;
  from_at: number;
  until_at: number | null;
  covers: string | null;
  owner_moves_at: number | null;
  ended_at: number | null;
  set_by: string | null;
  created_at: number;
  look_due_at: number | null;
};

export type ChannelRow = {
  id: string;
  kind: string;
  name: string;
  checker_id: string | null;
  deputy_id: string | null;
  owner_rule: string;
  config: string;
  secrets: string | null;
  cursor: string | null;
  connected_at: number | null;
  last_arrival_at: number | null;
  last_error: string | null;
  last_error_at: number | null;
  refused_count: number;
  refused_at: number | null;
  check_times: string | null;
  checked_at: number | null;
  lease_until_at: number | null;
  look_due_at: number | null;
  retired_at: number | null;
  created_at: number;
};

export type CheckRow = {
  id: string;
  channel_id: string;
  member_id: string;
  at: number;
  found: number;
  note: string | null;
};

export type ContactRow = {
  id: string;
  name: string | null;
  company: string | null;
  email: string | null;
  phone: string | null;
  address: string | null;
  language: string | null;
  note: string | null;
  version: number;
  each_thread_at: number | null;
  merged_into_id: string | null;
  practice_at: number | null;
  history_at: number | null;
  erased_at: number | null;
  created_at: number;
};

export type PointRow = {
  kind: 'email' | 'phone' | 'handle';
  value: string;
  contact_id: string;
  shared_at: number | null;
  sorted_as: string | null;
  sorted_by: string | null;
  stopped_at: number | null;
  stopped_by: string | null;
  stopped_why: string | null;
  bounced_at: number | null;
  created_at: number;
};

export type LeadRow = {
  id: string;
  number: number;
  contact_id: string;
  state: 'open' | 'later' | 'closed';
  owner_id: string | null;
  owned_by_id: string;
  channel_id: string;
  source: string;
  heard_of: string | null;
  referred_by: string | null;
  asked: string;
  wants: string | null;
  urgent_at: number | null;
  reach: string | null;
  site_address: string | null;
  answers: string | null;
  stage: string;
  stage_before_waiting: string | null;
  stage_before_closing: string | null;
  stage_due_at: number | null;
  next_what: string | null;
  next_due_at: number | null;
  next_suggested_at: number | null;
  next_told_at: number | null;
  step_id: string | null;
  waiting_at: number | null;
  waiting_until_at: number | null;
  later_until_at: number | null;
  woke_at: number | null;
  later_count: number;
  look_due_at: number | null;
  attention_kind: string | null;
  attention_due_at: number | null;
  value: number | null;
  status_note: string | null;
  seen_at: number | null;
  seen_by: string | null;
  given_at: number;
  first_answer_at: number | null;
  last_contact_at: number | null;
  inbound_count: number;
  tried_count: number;
  outcome: string | null;
  reason: string | null;
  closed_at: number | null;
  private_at: number | null;
  practice_at: number | null;
  history_at: number | null;
  merged_into_id: string | null;
  received_at: number;
  recorded_at: number;
  version: number;
  rules_version: number;
  indexed_version: number;
};

export type DeliveryRow = {
  id: string;
  channel_id: string;
  key: string;
  content_type: string;
  encoding: 'identity' | 'deflate';
  raw: Uint8Array;
  size: number;
  received_at: number;
};

export type ArrivalRow = {
  id: string;
  delivery_id: string | null;
  place: number;
  channel_id: string;
  external_id: string | null;
  is_a: string;
  source: string;
  from_name: string | null;
  from_email: string | null;
  from_phone: string | null;
  from_handle: string | null;
  company: string | null;
  subject: string | null;
  asked: string;
  fields: string | null;
  wants: string | null;
  urgent_at: number | null;
  language: string | null;
  referred_by: string | null;
  thread: string | null;
  doubt: string | null;
  outcome: 'lead' | 'linked' | 'not-an-enquiry' | 'not-sure' | 'failed';
  reason: string | null;
  decided_by: string | null;
  decided_at: number | null;
  lead_id: string | null;
  contact_id: string | null;
  owner_id: string | null;
  look_due_at: number | null;
  retry_due_at: number | null;
  attempts: number;
  duplicates: number;
  told_due_at: number | null;
  withdrawn_at: number | null;
  page_seen_at: number | null;
  logged_by: string | null;
  practice_at: number | null;
  history_at: number | null;
  backlog_at: number | null;
  received_at: number;
  recorded_at: number;
};

export type ClockRow = {
  id: string;
  lead_id: string;
  kind: 'first' | 'again' | 'undelivered';
  rule: string;
  rules_version: number;
  started_at: number;
  due_at: number;
  told_due_at: number | null;
  tried_at: number | null;
  try_due_at: number | null;
  answered_at: number | null;
  touch_id: string | null;
  ended_at: number | null;
  noticed_at: number;
};

export type TouchRow = {
  id: string;
  lead_id: string;
  contact_id: string;
  kind: string;
  direction: 'in' | 'out';
  result: 'spoke' | 'no-answer' | 'left-message' | 'wrong-number' | 'sent' | 'received';
  text: string | null;
  minutes: number | null;
  member_id: string | null;
  arrival_id: string | null;
  outbox_id: string | null;
  courtesy_at: number | null;
  at: number;
  recorded_at: number;
  undone_at: number | null;
};

export type NoteRow = {
  id: string;
  lead_id: string;
  member_id: string;
  text: string;
  at: number;
};

export type TimelineEntryRow = {
  id: string;
  lead_id: string;
  at: number;
  kind: string;
  member_id: string | null;
  facts: string | null;
  version: number;
};

export type StageSpanRow = {
  id: string;
  lead_id: string;
  stage: string;
  kind: string;
  entered_at: number;
  left_at: number | null;
  member_id: string | null;
};

export type StepRow = {
  id: string;
  lead_id: string;
  what: string;
  due_at: number;
  suggested_at: number | null;
  chosen_at: number | null;
  chosen_by: string | null;
  told_at: number | null;
  done_at: number | null;
  done_by: string | null;
  dropped_at: number | null;
  moved_count: number;
  created_at: number;
};

export type QuoteRow = {
  id: string;
  lead_id: string;
  owed_at: number | null;
  promised_due_at: number | null;
  told_at: number | null;
  sent_at: number | null;
  amount: number | null;
  chased_at: number | null;
  chased_count: number;
  answer: string | null;
  answered_at: number | null;
  created_at: number;
};

export type AppointmentRow = {
  id: string;
  lead_id: string;
  external_id: string | null;
  starts_at: number;
  ends_at: number;
  place: string | null;
  cancelled_at: number | null;
  asked_at: number | null;
  created_at: number;
};

export type HandOverRow = {
  id: string;
  lead_id: string;
  from_id: string;
  to_id: string;
  note: string | null;
  next_what: string | null;
  next_due_at: number | null;
  given_at: number;
  accepted_at: number | null;
  returned_at: number | null;
  ended_at: number | null;
  forced_at: number | null;
  told_at: number | null;
  look_due_at: number | null;
};

export type TaskRow = {
  id: string;
  lead_id: string | null;
  member_id: string;
  asked_by: string;
  what: string;
  due_at: number;
  done_at: number | null;
  dropped_at: number | null;
  look_due_at: number | null;
  created_at: number;
};

export type DraftRow = {
  lead_id: string;
  member_id: string;
  kind: string;
  text: string;
  touched_at: number;
};

export type TemplateRow = {
  id: string;
  name: string;
  subject: string | null;
  text: string;
  member_id: string | null;
  retired_at: number | null;
  created_at: number;
};

export type FindingRow = {
  lead_id: string;
  kind: string;
  since_at: number;
  fine_until_at: number | null;
  fine_by: string | null;
  fine_at: number | null;
};

export type SeenRow = {
  lead_id: string;
  member_id: string;
  at: number;
};

export type OutboxEntryRow = {
  id: string;
  key: string;
  kind: string;
  via: string;
  audience: 'customer' | 'member';
  lead_id: string | null;
  clock_id: string | null;
  arrival_id: string | null;
  touch_id: string | null;
  contact_id: string | null;
  member_id: string | null;
  address: string | null;
  body: string | null;
  state: 'queued' | 'sending' | 'accepted' | 'kept' | 'refused' | 'unknown' | 'skipped' | 'withdrawn' | 'bundled' | 'bounced';
  due_at: number | null;
  lease_until_at: number | null;
  attempts: number;
  message_id: string | null;
  bundled_into: string | null;
  error: string | null;
  settled_by: string | null;
  created_at: number;
  sent_at: number | null;
  settled_at: number | null;
};

export type FileRow = {
  id: string;
  sha256: string;
  name: string;
  type: string;
  size: number;
  lead_id: string | null;
  arrival_id: string | null;
  touch_id: string | null;
  created_at: number;
  erased_at: number | null;
};

export type UndoRow = {
  id: string;
  member_id: string;
  lead_id: string | null;
  arrival_id: string | null;
  version: number;
  what: string;
  dossier: string;
  made: string;
  until_at: number;
  used_at: number | null;
  created_at: number;
};

export type ChoreRow = {
  name: string;
  due_at: number;
  lease_until_at: number | null;
  started_at: number | null;
  finished_at: number | null;
  error: string | null;
};

export type StandardRow = {
  version: number;
  body: string;
  author_id: string | null;
  created_at: number;
};

export type Schema = {
  members: MemberRow;
  owners: OwnerRow;
  team: TeamRow;
  settings_log: SettingsLogEntryRow;
  links: LinkRow;
  sessions: SessionRow;
  passkeys: PasskeyRow;
  challenges: ChallengeRow;
  attempts: AttemptRow;
  keys: KeyRow;
  idempotency: IdempotencyRow;
  absences: AbsenceRow;
  channels: ChannelRow;
  checks: CheckRow;
  contacts: ContactRow;
  points: PointRow;
  leads: LeadRow;
  deliveries: DeliveryRow;
  arrivals: ArrivalRow;
  clocks: ClockRow;
  touches: TouchRow;
  notes: NoteRow;
  timeline: TimelineEntryRow;
  stage_spans: StageSpanRow;
  steps: StepRow;
  quotes: QuoteRow;
  appointments: AppointmentRow;
  hand_overs: HandOverRow;
  tasks: TaskRow;
  drafts: DraftRow;
  templates: TemplateRow;
  findings: FindingRow;
  seen: SeenRow;
  outbox: OutboxEntryRow;
  files: FileRow;
  undo: UndoRow;
  chores: ChoreRow;
  rules: StandardRow;
  hours: StandardRow;
  stages: StandardRow;
  closed_days: StandardRow;
};

/** The columns that say something about a customer: what an erasure blanks. The timeline has none on purpose. */
export const personal = {
  contacts: ['name', 'company', 'email', 'phone', 'address', 'note'],
  points: ['value', 'stopped_why'],
  leads: ['asked', 'referred_by', 'site_address', 'reach', 'answers', 'status_note', 'next_what'],
  deliveries: ['raw'],
  arrivals: [
    'from_name',
    'from_email',
    'from_phone',
    'from_handle',
    'company',
    'subject',
    'asked',
    'fields',
    'referred_by',
    'thread',
  ],
  touches: ['text'],
  notes: ['text'],
  steps: ['what'],
  appointments: ['place'],
  hand_overs: ['note', 'next_what'],
  tasks: ['what'],
  drafts: ['text'],
  outbox: ['address', 'body', 'error'],
  files: ['name'],
  undo: ['dossier', 'made'],
  idempotency: ['body'],
  checks: ['note'],
} as const satisfies { [Table in keyof Schema]?: readonly (keyof Schema[Table])[] };
