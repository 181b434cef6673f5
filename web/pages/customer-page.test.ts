import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Language } from '#domain/say-time.ts';
import { type CustomerPageFacts, customerPage, type Standing } from './customer-page.ts';
import { layout } from './layout.ts';
import { type ReceiptPageFacts, receiptPage } from './receipt-page.ts';
import { withdrawPage } from './withdraw-page.ts';

const hear = { by: 'by 10:00 on Monday 23 November', short: 'Mon 10:00' };
const facts: CustomerPageFacts = {
  language: 'en',
  team: { name: 'Seaside Heating', phone: '01273 496 0100' },
  number: 1043,
  name: 'Martin Hale',
  standing: { is: 'waiting', style: 'exact', hear },
  asked: 'Boiler making a knocking noise',
  files: 0,
  received: 'Fri 18:05',
  read: null,
  additions: [],
  justAdded: false,
  addAction: '/e/token',
  stamp: 'signed',
  withdrawUrl: '/e/token/withdraw',
};
const shown = (more: Partial<CustomerPageFacts> = {}): string => layout(customerPage({ ...facts, ...more }), 'b{}');

const everyStanding: Standing[] = [
  { is: 'waiting', style: 'exact', hear },
  { is: 'waiting', style: 'usual', hear: null },
  { is: 'taking-longer', hear },
  { is: 'late', said: 'by 10:00' },
  { is: 'late', said: null },
  { is: 'answered', at: 'Monday 8:12', short: 'Mon 8:12', again: null },
  { is: 'answered', at: 'Monday 8:12', short: 'Mon 8:12', again: hear },
  ...(['won', 'not-going-ahead', 'withdrawn', 'answered'] as const).map((how) => ({
    is: 'closed' as const,
    how,
    short: 'Tue 11:00',
  })),
];

test('while they wait the page says by when, and that nobody has read it yet', () => {
  const page = shown();
  assert.match(page, /<h1>Thanks Martin, we have your message\.<\/h1>/);
  assert.match(page, /hear from us <b>by 10:00 on Monday 23 November<\/b>/);
  assert.match(page, /<li><b>Read by us<\/b><span>not yet<\/span><\/li>/);
  assert.match(page, /<li><b>You hear from us<\/b><span>by Mon 10:00<\/span><\/li>/);
});

test('names of members stand there only where they were given', () => {
  const named = shown({ ownerName: 'Ana', read: { short: 'Fri 18:40', by: 'Ana', all: true } });
  assert.match(named, /Ana will get back to you/);
  assert.match(named, /<li class="past"><b>Read by Ana<\/b><span>Fri 18:40<\/span>/);
  assert.doesNotMatch(shown({ read: { short: 'Fri 18:40', all: true } }), /Ana/);
});

test('a time that has passed is said as passed, with the number to call', () => {
  const page = shown({ standing: { is: 'late', said: 'by 10:00' } });
  assert.match(page, /We said by 10:00 and have not managed it\. We have your message\./);
  assert.match(page, /If it cannot wait, call <a href="tel:012734960100">/);
  assert.match(page, /<li><b>You hear from us<\/b><span>not yet<\/span><\/li>/);
  assert.doesNotMatch(page, /hear from us <b>|get back to you/);
});

test('an answered enquiry says when, and names no time to come', () => {
  const page = shown({ standing: { is: 'answered', at: 'Monday 8:12', short: 'Mon 8:12', again: null } });
  assert.match(page, /Answered <b>Monday 8:12<\/b>\./);
  assert.doesNotMatch(page, /by Mon|hear from us/);
});

test('what they wrote after the answer has its own time', () => {
  const page = shown({
    standing: { is: 'answered', at: 'Monday 8:12', short: 'Mon 8:12', again: { by: 'by 17:00 today', short: 'Mon 17:00' } },
  });
  assert.match(page, /You’ll hear from us <b>by 17:00 today<\/b>/);
  assert.match(page, /<span>by Mon 17:00<\/span>/);
});

test('a closed one offers neither withdrawing nor a booked call, and the number where nothing can be added', () => {
  const page = shown({
    standing: { is: 'closed', how: 'withdrawn', short: 'Tue 11:00' },
    bookUrl: 'https://cal.example/x',
    addAction: null,
  });
  assert.doesNotMatch(page, /no longer need this<|Book a call|<form/);
  assert.match(page, /To reach us, call <a href="tel:/);
});

test('what they added is shown, and that it was added', () => {
  const page = shown({ justAdded: true, additions: [{ short: 'Sat 9:12', text: 'It is ten years old.', files: 2 }] });
  assert.match(page, /role="status">We have added it\./);
  assert.match(page, /Added Sat 9:12<\/h2><p class="said" dir="auto">It is ten years old\.<\/p><p class="faint">with 2 files/);
});

test('an addition that could not be taken keeps its text', () => {
  const page = shown({ draft: { text: 'my words', problem: 'files-too-large' } });
  assert.match(page, /<textarea[^>]*aria-invalid="true"[^>]*>\nmy words<\/textarea>/);
});

test('every standing in both languages: one headline, no script, not listed, no blame, no he or she', () => {
  for (const language of ['en', 'de'] satisfies Language[]) {
    for (const standing of everyStanding) {
      for (const name of ['Martin Hale', null]) {
        const page = shown({ language, standing, name });
        assert.equal(page.match(/<h1>/g)?.length, 1);
        assert.match(page, /<meta name="robots" content="noindex, nofollow">/);
        assert.doesNotMatch(page, /<script|\bundefined\b|\bnull\b|\[object|!<| (he|she|him|er|ihm) /);
      }
    }
  }
});

test('hostile words of theirs stay text, also in what they added and in the booking address', () => {
  const evil = '</p><script>alert(1)</script>';
  const page = shown({
    name: evil,
    asked: evil,
    received: evil,
    additions: [{ short: evil, text: evil, files: 1 }],
    bookUrl: `javascript:${evil}`,
  });
  assert.doesNotMatch(page, /<script|javascript:/);
});

const receipt: ReceiptPageFacts = {
  language: 'en',
  team: { name: 'Seaside Heating', phone: '01273 496 0100' },
  embed: false,
  name: 'Martin Hale',
  email: 'martin@hale.example',
  reachable: true,
  asked: 'Boiler making a knocking noise',
  files: 1,
  style: 'exact',
  received: 'Fri 18:05',
  hear,
};

test('the receipt shows what was just sent and the time, and nothing that tells whether we knew the person', () => {
  const page = layout(receiptPage(receipt), 'b{}');
  assert.match(page, /Thanks Martin, we have your message\./);
  assert.match(page, /by 10:00 on Monday 23 November/);
  assert.match(page, /Boiler making a knocking noise<\/p><p class="faint">with one file/);
  assert.match(page, /our mail to <b>martin@hale\.example<\/b>/);
  assert.doesNotMatch(page, /enquiry \d|Read by|<form/);
});

test('a receipt that is opened again later names no time that has passed, and promises no mail where none goes', () => {
  const page = layout(receiptPage({ ...receipt, hear: null, email: null }), 'b{}');
  assert.match(page, /We’ll get back to you\./);
  assert.doesNotMatch(page, /Monday|Mon 10|our mail to/);
});

test('withdrawing is asked once and can be left', () => {
  const page = layout(
    withdrawPage({
      language: 'de',
      team: facts.team,
      number: 1043,
      asked: 'x',
      action: '/e/t/withdraw',
      stamp: 's',
      backUrl: '/e/t',
    }),
    'b{}',
  );
  assert.match(page, /<form method="post" action="\/e\/t\/withdraw">/);
  assert.match(page, /<a class="button" href="\/e\/t">Nein, bitte machen Sie weiter<\/a>/);
});
