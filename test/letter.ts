import type { Letter } from '#channels/channel.ts';

/** A letter as plain as can be. */
export const plainLetter: Letter = {
  messageId: '<baton.0a1b2c3d@team.example>',
  from: { name: 'Team', address: 'team@team.example' },
  to: { name: 'Ana', address: 'ana@customer.example' },
  subject: 'Your enquiry',
  text: 'Hello',
  automatic: false,
};
