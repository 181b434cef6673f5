import type { Wrong } from '../keeping.ts';
import { Sheet } from '../sheet.tsx';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** What is known of the person and of the work. */
export function EditSheet({ lead, wrong }: { lead: LeadOnScreen; wrong: Wrong | undefined }) {
  const typed = wrong?.typed;
  const fields = [
    { name: 'name', label: 'Name', value: typed?.name ?? lead.person.name },
    { name: 'company', label: 'Company', value: typed?.company ?? lead.person.company },
    { name: 'value', label: `Value, in ${lead.currency}`, value: typed?.value ?? lead.value?.typed },
    { name: 'reach', label: 'How and when they like to be reached', value: typed?.reach ?? lead.reachBy },
    { name: 'site', label: 'Where the work is', value: typed?.site ?? lead.site?.words },
  ];
  return (
    <Sheet title="What we know" above={`#${lead.number}`}>
      {wrong && <WrongBox wrong={wrong} />}
      <Act intent="edit" version={lead.version} wrong={wrong}>
        {fields.map(({ name, label, value }) => (
          <label key={name} className="field">
            <span>{label}</span>
            <input
              className="input"
              name={name}
              maxLength={200}
              defaultValue={value ?? ''}
              aria-invalid={wrong?.field === name}
              autoComplete="off"
            />
          </label>
        ))}
        {lead.questions.map(({ key, label, answer }) => (
          <label key={key} className="field">
            <span>{label}</span>
            <textarea
              className="input one-line"
              name={`answer.${key}`}
              rows={1}
              maxLength={2000}
              defaultValue={typed?.[`answer.${key}`] ?? answer}
              aria-invalid={wrong?.field === `answers.${key}`}
              dir="auto"
            />
          </label>
        ))}
        <label className="tick">
          <input type="checkbox" name="urgent" value="yes" defaultChecked={lead.urgent} />
          This is urgent
        </label>
        <button className="button first large across" type="submit">
          Save
        </button>
      </Act>
    </Sheet>
  );
}
