import type { RuleShown } from './rule-form.ts';

type Option = { value: string; words: string };

/** Times of their own for single ways in; one more can always be added. */
export const RuleExceptions = ({ rule, channels }: { rule: RuleShown; channels: Option[] }) => {
  const rows = [...rule.exceptions, { channel: '', within: '' }];
  return (
    <details className="exceptions">
      <summary>{rule.exceptions.length === 0 ? 'Other times for single ways in' : 'Ways in with times of their own'}</summary>
      {rows.map(({ channel, within }, n) => (
        <div className="exception" key={channel}>
          <Choose name={`exception.${n}.channel`} chosen={channel} label="Way in" options={channels} />
          <Choose name={`exception.${n}.within`} chosen={within} label="They hear from us" options={rule.choices.first} />
        </div>
      ))}
    </details>
  );
};

type ChooseShown = { name: string; chosen: string; label: string; options: Option[] };

const Choose = ({ name, chosen, label, options }: ChooseShown) => (
  <select className="input" name={name} defaultValue={chosen} aria-label={label}>
    <option value="">–</option>
    {options.map(({ value, words }) => (
      <option key={value} value={value}>
        {words}
      </option>
    ))}
  </select>
);
