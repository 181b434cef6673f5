import { useState } from 'react';

/** What the last form was answered. React Router forgets it whenever the screens are loaded anew, which others' acts may cause at any time. */
export function useAnswer<Answer>(actionData: Answer | undefined): Answer | undefined {
  const [kept, keep] = useState(actionData);
  if (actionData !== undefined && actionData !== kept) keep(actionData);
  return actionData ?? kept;
}
