import type { MailSender } from './mail-sender.ts';

/** For the example business: every letter counts as sent, and none leaves this function. */
export const mailToNowhere = (): MailSender => ({
  send: async () => ({ state: 'accepted', providerId: '' }),
  leaves: false,
  close: () => {},
});
