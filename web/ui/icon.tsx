const paths = {
  today: 'M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0',
  leads: 'M4 6h16M4 12h16M4 18h10',
  ways: 'M4 12h4l2 5 4-10 2 5h4',
  people:
    'M16 19v-1a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4v1M9.5 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M21 19v-1a4 4 0 0 0-3-3.9M16 3.1a3.5 3.5 0 0 1 0 6.8',
  hours: 'M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2 2M16.4 16.4l2 2M5.6 18.4l2-2M16.4 7.6l2-2M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0',
  customers: 'M21 12a8 8 0 0 1-8 8H4l2-3.2A8 8 0 1 1 21 12',
  form: 'M5 4h14v16H5zM9 9h6M9 13h6',
  changes: 'M3.5 9a9 9 0 1 1-.3 5M3 4v5h5M12 7v5l3 2',
  plus: 'M12 5v14M5 12h14',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing beside words; it says nothing that the words do not. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);

export const Mark = () => (
  <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
    <rect x="3.2" y="9.2" width="18" height="6.2" rx="3.1" transform="rotate(-32 12 12)" fill="var(--accent)" />
    <rect x="8.6" y="9.2" width="3" height="6.2" transform="rotate(-32 12 12)" fill="#fff" opacity=".85" />
  </svg>
);
