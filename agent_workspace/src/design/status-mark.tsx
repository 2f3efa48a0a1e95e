/** A status's mark: its own shape as well as its own hue. */

import type { Status } from "@parley/wire";
import type { JSX } from "preact";

const SHAPES: Record<Status, JSX.Element> = {
  available: <circle cx="5" cy="5" r="4.5" />,
  busy: <path d="M5 .2 9.8 5 5 9.8.2 5Z" />,
  busy_stop_new: <path fill-rule="evenodd" d="M3 0h4l3 3v4l-3 3H3L0 7V3ZM2 4v2h6V4Z" />,
  wrap_up: <path d="M5 .8 9.8 9.2H.2Z" />,
  offline: (
    <path
      fill-rule="evenodd"
      d="M5 .5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm0 2a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z"
    />
  ),
  on_break: <path d="M1.2 1h2.8v8H1.2ZM6 1h2.8v8H6Z" />,
  logged_out: <path fill-rule="evenodd" d="M.5.5h9v9h-9Zm2 2v5h5v-5Z" />,
};

export function statusHue(status: Status): string {
  return `var(--status-${status.replaceAll("_", "-")})`;
}

export function statusGround(status: Status): string {
  return `var(--status-${status.replaceAll("_", "-")}-soft)`;
}

export function StatusMark({ status }: { status: Status }) {
  return (
    <svg
      class="status-mark"
      viewBox="0 0 10 10"
      aria-hidden="true"
      style={{ fill: statusHue(status) }}
    >
      {SHAPES[status]}
    </svg>
  );
}
