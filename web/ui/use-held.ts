import { useState } from 'react';
import { useLocation } from 'react-router';

/**
 * What an action answered, for as long as this is where it was answered. The router forgets it whenever what is shown is loaded
 * again, as it is when somebody else has changed something.
 */
export function useHeld<Answer>(answer: Answer | undefined): Answer | undefined {
  const { key } = useLocation();
  const [held, hold] = useState({ key, answer });
  if (answer !== undefined && answer !== held.answer) {
    hold({ key, answer });
    return answer;
  }
  return held.key === key ? held.answer : undefined;
}
