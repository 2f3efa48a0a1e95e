/** The way to a place of the desk, in the rail, with the key that leads there. */

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import type { Place } from "~/desk/view";

export interface RailPlaceProps {
  readonly place: Place;
  readonly icon: IconName;
  readonly title: string;
  /** The letter that leads there, pressed with Alt. */
  readonly letter: string;
  /** What is to be known of it from afar. */
  readonly children?: ComponentChildren;
}

export function RailPlace({ place, icon, title, letter, children }: RailPlaceProps) {
  const { view } = useDesk();
  return (
    <button
      type="button"
      class="rail-place"
      aria-current={view.place.value === place ? "page" : undefined}
      aria-keyshortcuts={`Alt+${letter}`}
      onClick={() => view.go(place)}
    >
      <Icon name={icon} />
      <span>{title}</span>
      {children}
      <span class="keys" aria-hidden="true">
        Alt {letter}
      </span>
    </button>
  );
}
