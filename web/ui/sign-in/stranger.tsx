import type { ReactNode } from 'react';
import { Mark } from '../icon.tsx';

/** A page for somebody who is not signed in: the mark, a heading, and what it is about. */
export const Stranger = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="stranger">
    <p className="brand">
      <Mark />
      Baton
    </p>
    <h1>{title}</h1>
    {children}
  </main>
);
