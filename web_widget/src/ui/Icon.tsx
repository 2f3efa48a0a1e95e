/** The icon set: inline, 24 units, 1.5 px strokes. */
import type { ButtonHTMLAttributes, JSX } from "preact";

const PATHS = {
  attach:
    "m20 11-8.2 8.2a5 5 0 0 1-7.1-7.1L13 3.8a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.3a1.7 1.7 0 0 1-2.4-2.4L14.5 7",
  book: "M6.5 3.5h12v17h-12a2 2 0 0 1 0-4h12M6.5 16.5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2",
  back: "M14.5 5.5 8 12l6.5 6.5",
  chat: "M4.5 5.5h15a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H11l-4.5 3.5v-3.5h-2a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1z",
  check: "m5 12.5 4.5 4.5L19 7",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  close: "M6 6l12 12M18 6 6 18",
  down: "m5.5 9 6.5 6.5L18.5 9",
  end: "M14 4.5H6.5a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1H14M10.5 12h10M17 8.5l3.5 3.5-3.5 3.5",
  file: "M13.5 3.5h-7a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-11zM13.5 3.5v5h5",
  forward: "M9.5 5.5 16 12l-6.5 6.5",
  history: "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.5l3 1.5",
  letter: "M3.5 6.5h17v11h-17zM4 7l8 6 8-6",
  microphone: "M9 6a3 3 0 0 1 6 0v6a3 3 0 0 1-6 0zM6 11a6 6 0 0 0 12 0M12 17v4",
  more: "M12 5v.5M12 11.8v.5M12 18.5v.5",
  muted: "M4.5 9.5v5h3.5l4.5 4v-13L8 9.5zM16 9.5l5 5M21 9.5l-5 5",
  send: "M5 12 4 4.5 20.5 12 4 19.5zM5 12h7",
  sound: "M4.5 9.5v5h3.5l4.5 4v-13L8 9.5zM16 9a4.2 4.2 0 0 1 0 6M18.5 6.5a7.8 7.8 0 0 1 0 11",
  star: "m12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z",
  warning: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A button that shows an icon and says its name to those who cannot see it. */
export function IconButton({
  icon,
  name,
  ...rest
}: { icon: IconName; name: string } & ButtonHTMLAttributes<HTMLButtonElement>): JSX.Element {
  return (
    <button
      type="button"
      {...rest}
      class={`icon-button ${rest.class ?? ""}`}
      aria-label={name}
      title={name}
    >
      <Icon name={icon} />
    </button>
  );
}
