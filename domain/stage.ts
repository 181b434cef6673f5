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

export const stageNamed = (stages: readonly Stage[], key: string): Stage | undefined => stages.find((stage) => stage.key === key);

/** Why this set of stages cannot be used, in a sentence, or null. */
export function stagesProblem(stages: readonly Stage[]): string | null {
  const inUse = stages.filter((stage) => !stage.retiredAt);
  if (new Set(stages.map((stage) => stage.key)).size !== stages.length) return 'Two stages have the same key.';
  for (const kind of ['new', 'active', 'proposal', 'won', 'lost'] as const)
    if (!inUse.some((stage) => stage.kind === kind)) return `There has to be a stage of the kind “${kind}”.`;
  if (inUse.filter((stage) => stage.kind === 'follow-up').length !== 1)
    return 'There has to be exactly one stage of the kind “follow-up”.';
  return null;
}
