import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FormPageFacts, formPage } from './form-page.ts';
import { layout } from './layout.ts';

const facts: FormPageFacts = {
  language: 'en',
  team: { name: 'Seaside Heating', phone: '01273 496 0100' },
  action: '/f/website',
  stamp: 'signed',
  style: 'exact',
  by: 'by 10:00 on Monday',
  urgent: { phone: '07700 900199', after: '17:30' },
  embed: false,
  values: { name: '', email: '', phone: '', message: '', urgent: false },
  problems: [],
  hadFiles: false,
};
const shown = (more: Partial<FormPageFacts> = {}): string => layout(formPage({ ...facts, ...more }), 'b{}');

test('the form says before sending when they will hear, and the number', () => {
  const page = shown();
  assert.match(page, /hear from us <b>by 10:00 on Monday<\/b>\. Or call <a href="tel:012734960100">01273 496 0100<\/a>\./);
  assert.match(page, /This is urgent <span class="muted">\(after 17:30 please call <a href="tel:07700900199">/);
});

test('a form without a time to name, a number, a tick or a privacy page names none of them', () => {
  const page = shown({ by: null, urgent: null, team: { name: 'X' } });
  assert.match(page, /We’ll read it and get back to you\./);
  assert.doesNotMatch(page, /tel:|urgent|How we handle/);
});

test('the other two styles name no time', () => {
  assert.match(shown({ style: 'usual' }), /usually hear from us <b>within one working day<\/b>/);
  assert.match(shown({ style: 'next-step' }), /next sensible step/);
  assert.doesNotMatch(shown({ style: 'usual' }) + shown({ style: 'next-step' }), /Monday/);
});

test('what was typed stays, what is wrong is said above and at its field', () => {
  const page = shown({
    values: { name: 'Martin Hale', email: 'martin@', phone: '', message: '\nsecond line\n', urgent: true },
    problems: ['bad-email'],
    hadFiles: true,
  });
  assert.match(page, /<title>Not sent yet: /);
  assert.match(page, /role="alert"[^>]*>.*<a href="#email">This email address looks incomplete\.<\/a>/s);
  assert.match(page, /id="email"[^>]*value="martin@"[^>]*aria-invalid="true" aria-describedby="email-wrong"/);
  assert.match(page, /id="email-wrong">This email/);
  // The parser drops the first line break after <textarea>, so theirs is the second one.
  assert.match(page, /<textarea[^>]*>\n\nsecond line\n<\/textarea>/);
  assert.match(page, /value="yes" checked/);
  assert.match(page, /Please choose your photos again/);
  assert.match(page, /value="Martin Hale"/);
});

test('a problem of no known field stands above all the same', () => {
  assert.match(shown({ problems: [{ field: null, text: 'This <form> is closed.' }] }), /<li>This &lt;form&gt; is closed\.<\/li>/);
});

test('a hostile value stays text', () => {
  const evil = '"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>';
  const page = shown({
    values: { name: evil, email: evil, phone: evil, message: evil, urgent: false },
    by: evil,
    team: { name: evil, phone: evil },
    action: evil,
    stamp: evil,
  });
  assert.doesNotMatch(page, /<script|<img/);
  assert.equal(page.match(/<\/textarea>/g)?.length, 1);
});

test('a privacy address that is no web address is left out', () => {
  assert.doesNotMatch(shown({ privacyUrl: 'javascript:alert(1)' }), /javascript/);
  assert.match(shown({ privacyUrl: 'https://seaside.example/privacy' }), /href="https:\/\/seaside\.example\/privacy"/);
});

test('the trap is out of sight, out of the tab order and filled by no browser', () => {
  assert.match(
    shown(),
    /<div class="away" aria-hidden="true"><label>[^<]+<input name="_gotcha" tabindex="-1" autocomplete="off">/,
  );
});

test('no page of the form carries a script, and a wrong one is not listed by search machines', () => {
  assert.doesNotMatch(shown(), /<script|\son\w+=|javascript:/i);
  assert.doesNotMatch(shown(), /noindex/);
  assert.match(shown({ problems: ['no-message'] }), /noindex/);
});

test('inside another site’s frame the form has neither name nor margins', () => {
  const page = shown({ embed: true });
  assert.match(page, /<body class="embed">/);
  assert.doesNotMatch(page, /<header/);
});

test('a German form is German throughout', () => {
  const page = shown({ language: 'de', by: 'bis Montag, 10:00 Uhr', problems: ['no-contact', 'no-message'] });
  assert.match(page, /<html lang="de">/);
  assert.match(page, /hören Sie <b>bis Montag, 10:00 Uhr<\/b> von uns\./);
  assert.doesNotMatch(page, /\b(Please|Send|Your|Only)\b/);
});
