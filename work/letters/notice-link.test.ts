import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sign } from '../running/secret.ts';
import { type NoticeLink, noticeDeeds, noticeToken, readNoticeToken } from './notice-link.ts';

const secret = 'a secret that only the tests know, long enough';
const link: fc.Arbitrary<NoticeLink> = fc.record({
  memberId: fc.uuid(),
  deed: fc.constantFrom(...noticeDeeds),
  kind: fc.constantFrom('arrival' as const, 'three-quarters' as const, 'health' as const),
  leadId: fc.option(fc.uuid()),
  clockId: fc.option(fc.uuid()),
  expiresAt: fc.integer({ min: 0, max: 4e12 }),
});

test('a token gives back what it was made for, short enough for a line of mail', () => {
  fc.assert(
    fc.property(link, (made) => {
      const token = noticeToken(secret, made);
      assert.deepEqual(readNoticeToken(secret, token), { ...made });
      assert.ok(token.length < 200);
      assert.match(token, /^[\w.-]+$/);
    }),
  );
});

test('whatever was changed in it, made with another secret or for another purpose, is worth nothing', () => {
  fc.assert(
    fc.property(link, fc.nat(), fc.constantFrom(...'Ab0_-.'), (made, place, sign) => {
      const token = noticeToken(secret, made);
      const at = place % (token.length - 23);
      if (token[at] === sign) return;
      assert.equal(readNoticeToken(secret, token.slice(0, at) + sign + token.slice(at + 1)), null);
    }),
  );
  fc.assert(fc.property(link, (made) => readNoticeToken(`${secret}.`, noticeToken(secret, made)) === null));
  assert.equal(readNoticeToken(secret, sign(secret, 'page', 'x spoke due y z 1')), null);
  for (const text of ['', 'x', 'x spoke due', 'x spoke due y z 1'])
    assert.equal(readNoticeToken(secret, sign(secret, 'notice', text)), null);
});
