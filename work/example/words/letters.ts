/** What members write, with {called} for the person's name. */
export const firstReplies = [
  'Hello {called}, thank you for writing. We can do that. Would {slot} suit you, so that one of us has a look first? It costs nothing and takes half an hour.',
  'Dear {called}, that sounds like something we do most weeks. May I ask which floor it is on, and whether we can park nearby? Then I can offer you a day.',
  'Hi {called}, thanks, understood. I have {slot} free, otherwise the week after. Which is better for you?',
  'Hello {called}, we would be glad to. Could you send one or two photos? Then I can say more exactly what it will cost.',
  'Good morning {called}, yes, that is what we are here for. {slot}, between nine and eleven: would somebody be in?',
  'Dear {called}, thank you. Before I quote I would like to see it. Shall we say {slot}?',
] as const;

export const firstRepliesGerman = [
  'Guten Tag {called}, vielen Dank für Ihre Nachricht. Das übernehmen wir gern. Würde Ihnen {slot} passen?',
  'Guten Tag {called}, danke, das können wir machen. Ich würde es mir gern vorher ansehen: {slot} am Vormittag?',
] as const;

export const slots = [
  'Tuesday morning',
  'Wednesday after two',
  'Thursday at nine',
  'tomorrow before noon',
  'Monday at eight',
  'Friday morning',
] as const;
export const slotsGerman = ['am Dienstag', 'am Mittwoch', 'am Donnerstag', 'am Montag'] as const;

/** How they answer what we wrote. */
export const theirAnswers = [
  'Thank you for coming back so quickly. The second one suits us, somebody is in all day.',
  'That works. The bell says {last}, please ring twice. What should I have cleared away before you come?',
  'Photos are attached to the form now. Sorry for the fingers in front of the lens. When could you start?',
  'Fine with me. There is a space for your van in front of the house until noon.',
  'We would rather do it after the 20th, if you still have a day then?',
  'Yes please, and could you look at the tap in the bathroom at the same time?',
] as const;
export const theirAnswersGerman = [
  'Vielen Dank, das passt. Der Schlüssel liegt beim Nachbarn im Erdgeschoss, können Sie sich dort melden?',
] as const;

export const theirThanks = ['Thanks, that helps a lot', 'Great, thank you', 'Thank you so much, very kind'] as const;

export const quoteLetters = [
  'Hello {called}, as promised here is our price for “{about}”: {price}, parts and VAT included. It holds for thirty days. We could begin two weeks after you say yes.',
  'Dear {called}, thank you for showing me round. {about}: {price} all in. I have put the optional parts at the end so that you can leave them out.',
  'Hi {called}, the figures: {price} for “{about}”, two and a half days of work, everything taken away afterwards. Ask me anything.',
] as const;

export const chasing = [
  'Hello {called}, did the quote answer everything? If one of the lines is more than you expected, tell me which.',
  'Hi {called}, just to say that the week we spoke of is still free. Shall I keep it for you?',
  'Dear {called}, is there anything I can clear up about the quote?',
] as const;

export const afterCalls = {
  spoke: [
    'Explained it well, sounds like a worn valve. Wants it done, not the cheapest.',
    'Home most mornings. Dog is friendly, gate sticks.',
    'Has two other quotes coming. Liked that we come and look first.',
    'Knows us from next door. Asked for a fixed price before we begin.',
    'Works nights, please never before eleven.',
    'Bit worried about the mess. Told them we bring our own sheets.',
    'Wants it before the family comes. No parking, use the yard.',
    'Landlord pays, tenant opens. Both numbers are in the note.',
  ],
  message: ['Left a message: who we are, and that we ring again.', 'Mailbox. Said we can come this week.'],
} as const;

export const visits = [
  'Seen it. Straightforward, half a day, parts from the shelf.',
  'Measured up. Floor has to come out at the door, told them so.',
  'Pipework better than it looked. Photos are on the tablet.',
  'Done in one go, tested, swept up. They made coffee.',
  'Old joints all the way. Did what was asked and said what comes next.',
  'Two hours instead of one, the isolator would not close.',
] as const;

export const standings = {
  quoted: [
    'Quote is with the husband',
    'Compares two quotes',
    'Waits for the builder’s dates',
    'Wants to begin after the holidays',
    'Decides at the end of the month',
    'Bank has to say yes first',
  ],
  asleep: [
    'Extension is not up yet',
    'Moves in first, then the bathroom',
    'Money is there in spring',
    'Asked us to come back after the summer',
  ],
  booked: ['Key is with the neighbour', 'Ring the upper bell', 'Side gate is open', 'Tenant lets us in'],
} as const;

export const spam = [
  {
    name: 'Growth Team',
    email: 'hello@first-on-page-one.example',
    message: 'We noticed that your website is not on page one. We guarantee 300 visitors a day. Reply YES for a free audit!!!',
  },
  {
    name: 'Kevin',
    email: 'kevin@leads-for-trades.example',
    message:
      'Exclusive boiler leads in your postcode, first ten are free, no contract, let me know a good time to jump on a call',
  },
  {
    name: 'Susan Miller',
    email: 'susan@loan-desk.example',
    message: 'Your business is pre-approved for up to 250,000. Funds within 24 hours. Apply now.',
  },
  {
    name: 'Pallet Offers',
    email: 'sales@pallets-cheap.example',
    message: 'Copper fittings by the pallet, 40% below list. Ask for our catalogue while stocks last.',
  },
  { name: 'test', email: 'test@try-this.example', message: 'test test' },
  {
    name: 'Review Boost',
    email: 'ann@review-boost.example',
    message: 'Get 50 five star reviews this month, real looking accounts, pay only for results',
  },
  {
    name: 'Marlene',
    email: 'm@directory-listing.example',
    message: 'Your directory entry expires today. Renew now for only 890 to keep being found.',
  },
  {
    name: 'VanWrap',
    email: 'info@vanwrap.example',
    message: 'Hi there, beautiful vans sell! Can we send you a mock-up of your van with our new foil?',
  },
] as const;
