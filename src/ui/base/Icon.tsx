/** Our own 16 px drawings, one sprite; strokes take the colour of the text. */
const PATHS = {
  record: <circle cx="8" cy="8" r="5" fill="currentColor" stroke="none" />,
  stop: (
    <>
      <circle cx="8" cy="8" r="6" />
      <rect x="5.5" y="5.5" width="5" height="5" rx="0.5" fill="currentColor" stroke="none" />
    </>
  ),
  clear: <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM3.8 3.8l8.4 8.4" />,
  reload: <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3" />,
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  import: <path d="M8 10.2V2.2M4.8 5.2 8 2l3.2 3.2M2.5 13.5h11" />,
  settings: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4" />
      <circle cx="8" cy="8" r="4.2" />
    </>
  ),
  copy: <path d="M5.5 5.5h7v8h-7ZM3.5 10.5v-8h7" />,
  compare: <path d="M2.5 3.5h8M2.5 6.5h5M5.5 9.5h8M5.5 12.5h4" />,
  export: <path d="M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11" />,
  panel: <path d="M2.5 3h11v10h-11ZM10 3v10" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  link: <path d="M6.5 5.5h-2a2.5 2.5 0 0 0 0 5h2M9.5 5.5h2a2.5 2.5 0 0 1 0 5h-2M5.5 8h5" />,
  open: <path d="m4 6 4 4.5L12 6Z" fill="currentColor" stroke="none" />,
  shut: <path d="m6 4 4.5 4L6 12Z" fill="currentColor" stroke="none" />,
  warning: <path d="M8 2.2 14.2 13.3H1.8ZM8 6.4v3.2M8 11.2v.2" />,
  info: <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 7.2V11M8 4.8v.2" />,
} as const;

export type IconName = keyof typeof PATHS;

export function IconSprite() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      {(Object.keys(PATHS) as IconName[]).map((name) => (
        <symbol key={name} id={`icon-${name}`} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" strokeLinejoin="round">
          {PATHS[name]}
        </symbol>
      ))}
    </svg>
  );
}

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg width={size} height={size} aria-hidden="true" focusable="false">
      <use href={`#icon-${name}`} />
    </svg>
  );
}
