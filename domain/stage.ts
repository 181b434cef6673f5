/** What a stage means to the rules; a team may rename, reorder, add and retire stages, the kinds stay. */
export type StageKind = 'new' | 'active' | 'proposal' | 'follow-up' | 'won' | 'lost';

export type Stage = {
  key: string;
  name: string;
  meaning: string;
  kind: StageKind;
  /** Days after which a lead counts as stuck here. */
  limitDays?: number;
  retiredAt?: number;
};

export const defaultStages: readonly Stage[] = [
  { key: 'new', name: 'New lead', meaning: 'Received, no reply yet', kind: 'new', limitDays: 3 },
  { key: 'contacted', name: 'Contacted', meaning: 'First reply sent', kind: 'active', limitDays: 14 },
  { key: 'qualified', name: 'Qualified', meaning: 'Basic fit confirmed', kind: 'active', limitDays: 14 },
  { key: 'call-booked', name: 'Call booked', meaning: 'Appointment set', kind: 'active', limitDays: 21 },
  { key: 'proposal-sent', name: 'Proposal sent', meaning: 'Offer, quote or next step sent', kind: 'proposal', limitDays: 30 },
  {
    key: 'follow-up-needed',
    name: 'Follow-up needed',
    meaning: 'We asked, no answer, our turn again; not abandoned',
    kind: 'follow-up',
    limitDays: 14,
  },
  { key: 'won', name: 'Won', meaning: 'Accepted or paid', kind: 'won' },
  { key: 'lost', name: 'Lost', meaning: 'Not moving forward', kind: 'lost' },
];

/** The first stage of a kind that is in use; every set of stages has one of each kind that the rules need. */
export function stageOfKind(stages: readonly Stage[], kind: StageKind): Stage {
  const found = stages.find((stage) => stage.kind === kind && !stage.retiredAt);
  if (!found) throw new Error(`no stage of kind ${kind}`);
  return found;
}

/** The stage with this key, also a retired one. */
export const stageNamed = (stages: readonly Stage[], key: string): Stage | undefined => stages.find((stage) => stage.key === key);
