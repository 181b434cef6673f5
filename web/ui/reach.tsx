import type { ReactNode } from 'react';
import { rememberOut } from './out-and-back.ts';

type Props = { number: number; href: string; className?: string; children: ReactNode };

/** Opens the phone's own app to ring or to write; on the way back one sheet asks how it went. */
export const Reach = ({ number, href, className, children }: Props) => (
  <a className={className} href={href} onClick={() => rememberOut(number, href.startsWith('tel:') ? 'call' : 'mail')}>
    {children}
  </a>
);
