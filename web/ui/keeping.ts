import { data } from 'react-router';

/** Why something was not saved, and what was typed, so that the form can show both. */
export type Wrong = {
  intent: string;
  message: string;
  field?: string | undefined;
  changes: { words: string }[];
  /** The version that it may be done on all the same. */
  version?: number | undefined;
  typed: Record<string, string>;
};

const lost = 'Not saved: the connection is gone. What you typed is still here. Try again.';

/**
 * For `clientAction`: what cannot be brought to the house because the line is down leaves the page as it is, with the text on it,
 * and says so, at the form of `request` where that is given. Answers of the house, also its refusals, go through.
 */
export async function keepOnLoss<Answer>(save: () => Promise<Answer>, request?: Request) {
  const sent = request?.clone();
  try {
    return await save();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const wrong: Wrong = {
      intent: String((await sent?.formData())?.get('intent') ?? ''),
      message: lost,
      changes: [],
      typed: {},
    };
    return data({ wrong }, { status: 503 });
  }
}
