import { Field } from '../field.tsx';
import type { Wrong } from '../keeping.ts';
import { Sheet } from '../sheet.tsx';
import { useWrongFocus } from '../use-wrong-focus.ts';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** What is known of the person and of the work. */
export function EditSheet({ lead, wrong }: { lead: LeadOnScreen; wrong: Wrong | undefined }) {
  const typed = wrong?.typed;
  const fields = [
    { name: 'name', label: 'Name', value: lead.person.name },
    { name: 'company', label: 'Company', value: lead.person.company },
    ...lead.fields,
    { name: 'value', label: `Value, in ${lead.currency}`, value: lead.value?.typed },
    { name: 'reach', label: 'How and when they like to be reached', value: lead.reachBy },
    { name: 'site', label: 'Where the work is', value: lead.site?.words },
  ];
  const isAtField = fields.some(({ name }) => name === wrong?.field);
  useWrongFocus(wrong);
  return (
    <Sheet title="What we know" above={`#${lead.number}`}>
      {wrong && !isAtField && <WrongBox wrong={wrong} />}
      <Act intent="edit" version={lead.version} wrong={wrong}>
        {fields.map(({ name, value, ...field }) => (
          <Field
            key={name}
            {...field}
            name={name}
            maxLength={200}
            defaultValue={typed?.[name] ?? value ?? ''}
            problem={wrong?.field === name ? wrong.message : null}
            autoComplete="off"
          />
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
