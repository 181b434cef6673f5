import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useEffect, useState } from 'react';

const load = () => import('@simplewebauthn/browser');
type Options = PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;

/** What this address wants of the browser's passkeys; else the sentence that says why there is nothing to want. */
async function optionsOf(address: string): Promise<Options> {
  const response = await fetch(address, { method: 'POST', headers: { accept: 'application/json' } });
  const body = await response.json().catch(() => null);
  if (response.ok) return body as Options;
  throw new Error((body as { wrong?: string } | null)?.wrong ?? 'Baton did not answer. Please try again.');
}

/** Asks the browser to use a passkey or to make one, with the options of an address. Putting it off is nothing wrong. */
export function usePasskey(address: string) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const ask = async (what: 'use' | 'make'): Promise<string | null> => {
    setBusy(true);
    setWrong(null);
    try {
      const { browserSupportsWebAuthn, startAuthentication, startRegistration } = await load();
      if (!browserSupportsWebAuthn()) throw new Error('This browser does not know passkeys.');
      const optionsJSON = await optionsOf(address);
      return JSON.stringify(await (what === 'use' ? startAuthentication({ optionsJSON }) : startRegistration({ optionsJSON })));
    } catch (error) {
      setWrong(inWords(error as Error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { ask, busy, wrong };
}

function inWords({ name, message }: Error): string | null {
  if (name === 'AbortError') return null;
  if (name === 'NotAllowedError') return 'No passkey was used. You can try again, or use a password.';
  if (name === 'InvalidStateError') return 'This device has a passkey for you already.';
  return message;
}

/** Lets the browser offer its passkeys among what it fills in by itself, until another way is taken. */
export function useOfferedPasskey(address: string | null, taken: (response: string) => void): void {
  useEffect(() => {
    if (!address) return;
    let isOver = false;
    const offer = async () => {
      const { browserSupportsWebAuthnAutofill, startAuthentication } = await load();
      if (isOver || !(await browserSupportsWebAuthnAutofill())) return;
      const optionsJSON = await optionsOf(address);
      if (isOver) return;
      taken(JSON.stringify(await startAuthentication({ optionsJSON, useBrowserAutofill: true })));
    };
    // Nobody asked for it, so nobody is told when it comes to nothing.
    offer().catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [address]);
}
