import { createContext } from 'react';

/** Set while the server renders; the browser hides nonces from scripts, so there it stays empty. */
export const Nonce = createContext<string | undefined>(undefined);
