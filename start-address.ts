import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from './settings.ts';

const place = ({ data }: Settings) => path.join(data, 'address');

/** Says beside the data at which address this server is. The answer takes it away. */
export function noteAddress(settings: Settings, address: string): () => void {
  writeFileSync(place(settings), address);
  return () => rmSync(place(settings), { force: true });
}

/** The settings of a command: where nobody set BATON_URL, its links lead to the server that runs here, on whatever port that is. */
export function besideServer(settings: Settings): Settings {
  if (settings.url !== `http://localhost:${settings.port}`) return settings;
  try {
    return { ...settings, url: readFileSync(place(settings), 'utf8') };
  } catch {
    return settings;
  }
}
