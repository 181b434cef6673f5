import type { Ddl } from '../engine.ts';

const openClock = 'answered_at is null and ended_at is null';

/** The first landing: all tables of the house, also those whose rooms are furnished later. Frozen once landed. */
export async function up({ run, appendOnly, counter, searchTable }: Ddl): Promise<void> {
  await run(`
    create table members (
      id text primary key, name text not null, email text not null unique, role text not null check (role in ('admin','member','viewer')),
      phone text, zone text, locale text, working_days text, quiet text, muted text, covers text, password_hash text, totp_secret text, totp_at integer, recovery text,
      created_at integer not null, removed_at integer
    ) strict`);
  await run('create table owners (member_id text primary key references members (id), since_at integer not null) strict');
  await run(`
    create table team (
      id text primary key check (id = 'team'), name text not null, country text not null, zone text not null, locale text not null,
      currency text not null, noun text not null, email text, phone text, urgent_phone text, on_call text,
      acknowledgement text not null check (acknowledgement in ('exact','usual','next-step','none')), names_shown_at integer,
      privacy_url text, booking_url text, website text, colour text, logo text, signature text, questions text, always_ask_at integer,
      hand_over_minutes integer not null, fallback_id text not null references owners (member_id),
      rules_version integer not null, settings_version integer not null, review_day integer, created_at integer not null
    ) strict`);
  for (const table of ['rules', 'hours', 'stages', 'closed_days'])
    await run(
      `create table ${table} (version integer primary key, body text not null, author_id text, created_at integer not null) strict`,
    );
  await run(`
    create table settings_log (
      id text primary key, at integer not null, member_id text, what text not null, before_value text, after_value text
    ) strict`);
  await run('create index settings_log_at on settings_log (at)');

  await run(`
    create table links (
      hash text primary key, purpose text not null check (purpose in ('set-up','sign-in','invitation')), member_id text references members (id),
      created_at integer not null, expires_due_at integer not null, used_at integer
    ) strict`);
  await run(`
    create table sessions (
      hash text primary key, member_id text not null references members (id), device text, created_at integer not null,
      seen_at integer not null, expires_due_at integer not null, revoked_at integer
    ) strict`);
  await run('create index sessions_member on sessions (member_id)');
  await run(`
    create table passkeys (
      id text primary key, member_id text not null references members (id), public_key text not null, counter integer not null, transports text,
      name text not null, created_at integer not null, used_at integer
    ) strict`);
  await run('create index passkeys_member on passkeys (member_id)');
  await run(`
    create table challenges (
      hash text primary key, purpose text not null, member_id text references members (id), body text, expires_due_at integer not null
    ) strict`);
  await run(`
    create table attempts (
      key text primary key, count integer not null, since_at integer not null, blocked_until_at integer
    ) strict`);
  await run(`
    create table keys (
      id text primary key, hash text not null unique, member_id text not null references members (id), name text not null, scopes text not null,
      created_at integer not null, used_at integer, revoked_at integer
    ) strict`);
  await run(`
    create table idempotency (
      key_id text not null references keys (id), key text not null, request_hash text not null, status integer not null,
      body text not null, created_at integer not null, primary key (key_id, key)
    ) strict`);
  await run('create index idempotency_created on idempotency (created_at)');
  await run(`
    create table absences (
      id text primary key, member_id text not null references members (id), kind text not null check (kind in ('away','busy')), reason text,
      from_at integer not null, until_at integer, covers text, owner_moves_at integer, ended_at integer, set_by text, created_at integer not null,
      look_due_at integer
    ) strict`);
  await run('create index absences_member on absences (member_id, from_at)');

  await run(`
    create table channels (
      id text primary key, kind text not null, name text not null, checker_id text references members (id), deputy_id text references members (id),
      owner_rule text not null, config text not null, secrets text, cursor text, connected_at integer, last_arrival_at integer,
      last_error text, last_error_at integer, refused_count integer not null, refused_at integer, check_times text, checked_at integer,
      lease_until_at integer, look_due_at integer, retired_at integer, created_at integer not null
    ) strict`);
  await run('create index channels_look on channels (look_due_at) where look_due_at is not null');
  await run(`
    create table checks (
      id text primary key, channel_id text not null references channels (id), member_id text not null references members (id),
      at integer not null, found integer not null, note text
    ) strict`);
  await run('create index checks_channel on checks (channel_id, at)');

  await run(`
    create table contacts (
      id text primary key, name text, company text, email text, phone text, address text, language text, note text,
      version integer not null, each_thread_at integer, merged_into_id text references contacts (id), practice_at integer, history_at integer, erased_at integer,
      created_at integer not null
    ) strict, without rowid`);
  await run('create index contacts_merged on contacts (merged_into_id) where merged_into_id is not null');
  await run(`
    create table points (
      kind text not null check (kind in ('email','phone','handle')), value text not null, contact_id text not null references contacts (id),
      shared_at integer, sorted_as text, sorted_by text, stopped_at integer, stopped_by text, stopped_why text, bounced_at integer, created_at integer not null,
      primary key (kind, value)
    ) strict, without rowid`);
  await run('create index points_contact on points (contact_id)');

  await run(`
    create table leads (
      number integer primary key, id text not null unique, contact_id text not null references contacts (id),
      state text not null check (state in ('open','later','closed')),
      owner_id text references owners (member_id), owned_by_id text not null references members (id),
      channel_id text not null references channels (id), source text not null, heard_of text, referred_by text, asked text not null, wants text,
      urgent_at integer, reach text, site_address text, answers text,
      stage text not null, stage_before_waiting text, stage_before_closing text, stage_due_at integer,
      next_what text, next_due_at integer, next_suggested_at integer, next_told_at integer, step_id text,
      waiting_at integer, waiting_until_at integer, later_until_at integer, woke_at integer, later_count integer not null,
      look_due_at integer, attention_kind text, attention_due_at integer,
      value integer, status_note text, seen_at integer, seen_by text, given_at integer not null,
      first_answer_at integer, last_contact_at integer, inbound_count integer not null, tried_count integer not null,
      outcome text, reason text, closed_at integer, private_at integer, practice_at integer, history_at integer,
      merged_into_id text references leads (id), received_at integer not null, recorded_at integer not null,
      version integer not null, rules_version integer not null, indexed_version integer not null,
      constraint an_open_lead_is_owned_and_has_a_next_step check (
        state <> 'open' or (owner_id is not null and next_what is not null and next_due_at is not null
          and later_until_at is null and outcome is null and closed_at is null)),
      constraint a_later_lead_is_owned_and_has_its_date check (
        state <> 'later' or (owner_id is not null and later_until_at is not null and outcome is null and closed_at is null)),
      constraint a_closed_lead_has_its_outcome check (
        state <> 'closed' or (owner_id is null and closed_at is not null and outcome is not null
          and outcome in ('won','lost','question','not-an-enquiry','merged')
          and (outcome <> 'lost' or (reason is not null
            and reason in ('too-slow','chose-another','price','no-answer','not-a-fit','withdrawn','other'))))),
      constraint whose_it_is_is_the_owner check (owner_id is null or owner_id = owned_by_id),
      constraint what_is_said_is_not_empty check (next_what is null or length(next_what) > 0)
    ) strict`);
  await run('create index leads_look on leads (look_due_at) where look_due_at is not null');
  await run('create index leads_attention on leads (attention_kind, attention_due_at) where attention_kind is not null');
  await run('create index leads_state on leads (state, number)');
  await run('create index leads_owner on leads (owned_by_id, number)');
  await run('create index leads_outcome on leads (outcome, number) where outcome is not null');
  await run('create index leads_contact on leads (contact_id)');
  await run('create index leads_stage on leads (stage, number)');
  await run('create index leads_merged on leads (merged_into_id) where merged_into_id is not null');
  await run(`create index leads_rules on leads (rules_version) where state <> 'closed'`);
  await run('create index leads_unindexed on leads (number) where indexed_version < version');

  await run(`
    create table deliveries (
      id text primary key, channel_id text not null references channels (id), key text not null, content_type text not null,
      encoding text not null check (encoding in ('identity','deflate')), raw blob not null, size integer not null, received_at integer not null,
      unique (channel_id, key)
    ) strict`);
  await run(`
    create table arrivals (
      id text primary key, delivery_id text references deliveries (id), place integer not null, channel_id text not null references channels (id),
      external_id text, is_a text not null, source text not null,
      from_name text, from_email text, from_phone text, from_handle text, company text, subject text, asked text not null, fields text,
      wants text, urgent_at integer, language text, referred_by text, thread text, doubt text,
      outcome text not null check (outcome in ('lead','linked','not-an-enquiry','not-sure','failed')),
      reason text, decided_by text, decided_at integer, lead_id text references leads (id), contact_id text references contacts (id),
      owner_id text references owners (member_id), look_due_at integer, retry_due_at integer, attempts integer not null,
      duplicates integer not null, told_due_at integer, withdrawn_at integer, page_seen_at integer, logged_by text,
      practice_at integer, history_at integer, backlog_at integer,
      received_at integer not null, recorded_at integer not null,
      constraint not_sure_is_owned_and_looked_at check (outcome <> 'not-sure' or (owner_id is not null and look_due_at is not null)),
      constraint failed_is_tried_again check (outcome <> 'failed' or retry_due_at is not null),
      constraint a_lead_is_named check (outcome <> 'lead' or lead_id is not null)
    ) strict`);
  await run('create unique index arrivals_external on arrivals (channel_id, external_id) where external_id is not null');
  // The first of a delivery bears its id.
  await run('create index arrivals_delivery on arrivals (delivery_id) where place > 0');
  await run('create index arrivals_received on arrivals (received_at, id)');
  await run('create index arrivals_lead on arrivals (lead_id) where lead_id is not null');
  await run('create index arrivals_contact on arrivals (contact_id) where contact_id is not null and lead_id is null');
  await run('create index arrivals_look on arrivals (look_due_at) where look_due_at is not null');
  await run('create index arrivals_retry on arrivals (retry_due_at) where retry_due_at is not null');
  await run('create index arrivals_thread on arrivals (channel_id, thread) where thread is not null');

  await run(`
    create table clocks (
      id text primary key, lead_id text not null references leads (id), kind text not null check (kind in ('first','again','undelivered')),
      rule text not null, rules_version integer not null, started_at integer not null, due_at integer not null, told_due_at integer,
      tried_at integer, try_due_at integer, answered_at integer, touch_id text, ended_at integer, noticed_at integer not null
    ) strict, without rowid`);
  await run(`create unique index clocks_open on clocks (lead_id) where ${openClock}`);
  await run('create index clocks_lead on clocks (lead_id, id)');
  await run(`
    create table touches (
      id text primary key, lead_id text not null references leads (id), contact_id text not null references contacts (id),
      kind text not null, direction text not null check (direction in ('in','out')),
      result text not null check (result in ('spoke','no-answer','left-message','wrong-number','sent','received')),
      text text, minutes integer, member_id text, arrival_id text, outbox_id text, courtesy_at integer,
      at integer not null, recorded_at integer not null, undone_at integer
    ) strict`);
  await run('create index touches_lead on touches (lead_id, at)');
  // Nobody was in contact by a note, so it is no touch; it holds text, so it is not the timeline.
  await run(`
    create table notes (
      id text primary key, lead_id text not null references leads (id), member_id text not null references members (id),
      text text not null, at integer not null
    ) strict`);
  await run('create index notes_lead on notes (lead_id, at)');
  await run(`
    create table timeline (
      id text not null, lead_id text not null references leads (id), at integer not null, kind text not null, member_id text,
      facts text, version integer not null, primary key (lead_id, at, id)
    ) strict, without rowid`);
  await appendOnly('timeline');
  await run(`
    create table stage_spans (
      id text not null, lead_id text not null references leads (id), stage text not null, kind text not null, entered_at integer not null,
      left_at integer, member_id text, primary key (lead_id, id)
    ) strict, without rowid`);
  await run('create unique index stage_spans_open on stage_spans (lead_id) where left_at is null');
  await run(`
    create table steps (
      id text not null, lead_id text not null references leads (id), what text not null, due_at integer not null, suggested_at integer,
      chosen_at integer, chosen_by text, told_at integer, done_at integer, done_by text, dropped_at integer, moved_count integer not null,
      created_at integer not null, primary key (lead_id, id)
    ) strict, without rowid`);
  await run('create index steps_done on steps (done_at) where done_at is not null');
  await run(`
    create table quotes (
      id text primary key, lead_id text not null references leads (id), owed_at integer, promised_due_at integer, told_at integer, sent_at integer,
      amount integer, chased_at integer, chased_count integer not null, answer text, answered_at integer, created_at integer not null
    ) strict`);
  await run('create index quotes_lead on quotes (lead_id)');
  await run(`
    create table appointments (
      id text primary key, lead_id text not null references leads (id), external_id text, starts_at integer not null, ends_at integer not null,
      place text, cancelled_at integer, asked_at integer, created_at integer not null
    ) strict`);
  await run('create index appointments_lead on appointments (lead_id, starts_at)');
  await run(`
    create table hand_overs (
      id text primary key, lead_id text not null references leads (id), from_id text not null references members (id),
      to_id text not null references members (id), note text, next_what text, next_due_at integer, given_at integer not null,
      accepted_at integer, returned_at integer, ended_at integer, forced_at integer, told_at integer, look_due_at integer
    ) strict`);
  await run(
    'create unique index hand_overs_open on hand_overs (lead_id) where accepted_at is null and returned_at is null and ended_at is null',
  );
  await run('create index hand_overs_lead on hand_overs (lead_id, given_at)');
  await run(`
    create table tasks (
      id text primary key, lead_id text references leads (id), member_id text not null references members (id), asked_by text not null, what text not null,
      due_at integer not null, done_at integer, dropped_at integer, look_due_at integer, created_at integer not null
    ) strict`);
  await run('create index tasks_member on tasks (member_id, due_at) where done_at is null');
  await run('create index tasks_lead on tasks (lead_id) where lead_id is not null');
  await run(`
    create table drafts (
      lead_id text not null references leads (id), member_id text not null references members (id), kind text not null, text text not null,
      touched_at integer not null, primary key (lead_id, member_id)
    ) strict`);
  await run(`
    create table templates (
      id text primary key, name text not null, subject text, text text not null, member_id text, retired_at integer, created_at integer not null
    ) strict`);
  await run(`
    create table findings (
      lead_id text not null references leads (id), kind text not null, since_at integer not null, fine_until_at integer, fine_by text, fine_at integer,
      primary key (lead_id, kind)
    ) strict`);
  await run('create index findings_kind on findings (kind, since_at)');
  await run(`
    create table seen (
      lead_id text not null references leads (id), member_id text not null references members (id), at integer not null, primary key (lead_id, member_id)
    ) strict`);

  await run(`
    create table outbox (
      id text primary key, key text not null unique, kind text not null, via text not null, audience text not null check (audience in ('customer','member')),
      lead_id text references leads (id), clock_id text, arrival_id text, touch_id text, contact_id text, member_id text, address text, body text,
      state text not null check (state in
        ('queued','sending','accepted','kept','refused','unknown','skipped','withdrawn','bundled','bounced')),
      due_at integer, lease_until_at integer, attempts integer not null, message_id text, bundled_into text, error text, settled_by text,
      created_at integer not null, sent_at integer, settled_at integer
    ) strict`);
  await run('create index outbox_done on outbox (state, created_at) where due_at is null and settled_by is null');
  await run('create index outbox_due on outbox (due_at) where due_at is not null');
  await run('create index outbox_lead on outbox (lead_id) where lead_id is not null');
  await run('create unique index outbox_message on outbox (message_id) where message_id is not null');
  await run('create index outbox_leadless on outbox (kind, created_at) where lead_id is null');
  await run(`
    create index outbox_unsent on outbox (created_at)
    where audience = 'customer' and state in ('kept','refused','unknown') and settled_by is null`);
  // What has not been begun has no Message-ID yet, so these grow when a letter goes and not when an enquiry comes in.
  await run('create index outbox_address on outbox (address, created_at) where address is not null and message_id is not null');
  await run(
    'create index outbox_member on outbox (member_id, settled_at) where member_id is not null and settled_at is not null',
  );

  await run(`
    create table files (
      id text primary key, sha256 text not null, name text not null, type text not null, size integer not null, lead_id text references leads (id),
      arrival_id text references arrivals (id), touch_id text, created_at integer not null, erased_at integer
    ) strict`);
  await run('create index files_lead on files (lead_id) where lead_id is not null');
  await run('create index files_arrival on files (arrival_id) where arrival_id is not null');
  await run(`
    create table undo (
      id text primary key, member_id text not null, lead_id text references leads (id), arrival_id text references arrivals (id), version integer not null, what text not null,
      dossier text not null, made text not null, until_at integer not null, used_at integer, created_at integer not null
    ) strict`);
  await run('create index undo_until on undo (until_at)');
  await run(`
    create table chores (
      name text primary key, due_at integer not null, lease_until_at integer, started_at integer, finished_at integer, error text
    ) strict`);
  await counter('lead_number', 1000);
  await searchTable();
}
