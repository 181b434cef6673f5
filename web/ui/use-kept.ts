import { useState } from 'react';
import { useLocation } from 'react-router';

/**
 * What became of a form, for as long as its page is open. React Router forgets it when the page's data is loaded anew, which
 * happens whenever somebody else changes something.
 */
export function useKept<Told>(told: Told | undefined): Told | undefined {
  const { key } = useLocation();
  const [kept, setKept] = useState({ key, told });
  if (told !== undefined && (told !== kept.told || key !== kept.key)) setKept({ key, told });
  return told ?? (kept.key === key ? kept.told : undefined);
}
