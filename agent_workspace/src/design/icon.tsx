/** The desk's icons: one set, 20 units wide, drawn with one stroke. */

const PATHS = {
  attach:
    "M15.5 9.2 9.7 15a3.5 3.5 0 0 1-5-5l6.3-6.2a2.3 2.3 0 0 1 3.3 3.3l-6.3 6.2a1.2 1.2 0 0 1-1.7-1.7L12 6",
  block: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM5 5l10 10",
  callback:
    "M12 3v5h5M17 3l-5 5M7 3.5 9 7 7.3 8.6a10 10 0 0 0 4.1 4.1L13 11l3.5 2v2.5A1.5 1.5 0 0 1 15 17C8.5 16.7 3.3 11.5 3 5a1.5 1.5 0 0 1 1.5-1.5H7Z",
  chat: "M4 4h12a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 16 14h-5l-4 3v-3H4a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 4 4Z",
  check: "m4 10.5 4 4 8-9",
  checks: "m1.5 10.5 4 4 8-9M9 14l.5.5 8-9",
  chevron: "m5.5 8 4.5 4.5L14.5 8",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4l2.7 1.8",
  close: "m5 5 10 10M15 5 5 15",
  columns:
    "M4 3.5h12A1.5 1.5 0 0 1 17.5 5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V5A1.5 1.5 0 0 1 4 3.5ZM10 3.5v13",
  end: "M10 3v7M6 5.3a6.5 6.5 0 1 0 8 0",
  copy: "M7.5 7.5h8v8h-8zM4.5 12.5v-8h8",
  email:
    "M3.5 4.5h13a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM3 6l7 5 7-5",
  file: "M6 2.5h5L15.5 7v9a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 16V4A1.5 1.5 0 0 1 6 2.5ZM11 2.5V7h4.5",
  help: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8 8a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1.1M10 13.6v.1",
  keyboard:
    "M3 5.5h14a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM5 8.5h.1M8.3 8.5h.1M11.6 8.5h.1M15 8.5h.1M6.5 11.8h7",
  menu: "M3 6h14M3 10h14M3 14h14",
  mute: "M9.5 4 6 7.5H3v5h3L9.5 16V4ZM13 8l4 4M17 8l-4 4",
  person:
    "M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10ZM3.8 17c.5-3 3-4.7 6.2-4.7s5.7 1.7 6.2 4.7",
  play: "M6 4v12l10-6L6 4Z",
  plus: "M10 4v12M4 10h12",
  queue: "M3 5h14M3 10h9M3 15h5",
  retry: "M4 10a6 6 0 1 1 1.8 4.3M4 15v-3.5h3.5",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4",
  send: "m3 10 14-6.5L13.5 17 10 11.5 3 10Zm7 1.5L17 3.5",
  settings:
    "M3 6h7M14 6h3M3 14h3M10 14h7M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  sidebar:
    "M4 3.5h12A1.5 1.5 0 0 1 17.5 5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V5A1.5 1.5 0 0 1 4 3.5ZM12.5 3.5v13",
  sound: "M9.5 4 6 7.5H3v5h3L9.5 16V4ZM12.5 7.5a3.5 3.5 0 0 1 0 5M14.8 5.2a6.8 6.8 0 0 1 0 9.6",
  transfer: "M3 7h12l-3-3M17 13H5l3 3",
  unreachable:
    "M3 3l14 14M5 8.5A8 8 0 0 1 8 6.7M2.5 6A12 12 0 0 1 5 4.3M10 3c2.8 0 5.4 1 7.5 3M13 7.2c.7.3 1.4.8 2 1.3M7.5 11.5a4 4 0 0 1 2-1M10 15v.1",
  voicemail: "M6 12.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM14 12.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM6 12.5h8",
  warning: "M10 3 2.5 16.5h15L10 3ZM10 8v4M10 14.3v.1",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon is decoration: its control carries the name. */
export function Icon({ name, size }: { name: IconName; size?: "small" | "large" }) {
  return (
    <svg
      class={size === undefined ? "icon" : `icon ${size}`}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
