/** The status menu: the present status with its time, and those one may choose now. */

import type { AgentSelf, ChosenStatus } from "@parley/wire";
import { Elapsed } from "~/design/elapsed";
import { Icon } from "~/design/icon";
import { MenuButton } from "~/design/menu-button";
import { StatusMark, statusGround, statusHue } from "~/design/status-mark";
import { useDesk } from "~/desk/desk-context";

const CHOICES: readonly ChosenStatus[] = ["available", "offline", "on_break"];

export function StatusMenu({ me }: { me: AgentSelf }) {
  const desk = useDesk();
  const words = desk.words.value;
  const name = words.statuses[me.status];
  const offered = CHOICES.filter((status) => status === me.status || me.allowed.includes(status));
  const canLeave = me.allowed.includes("logged_out");
  return (
    <MenuButton
      class="status-pill"
      menuLabel={words.me.change}
      style={{ background: statusGround(me.status), color: statusHue(me.status) }}
      face={
        <>
          <StatusMark status={me.status} />
          <span class="clip">
            <span class="unseen">{words.me.status("")}</span>
            {name}
          </span>
          <Elapsed since={me.since} form="coarse" />
          <Icon name="chevron" size="small" />
        </>
      }
    >
      {offered.map((status) => (
        <button
          key={status}
          type="button"
          role="menuitemradio"
          tabIndex={-1}
          aria-checked={status === me.status}
          onClick={() => {
            if (status !== me.status) void desk.self.choose(status);
          }}
        >
          <StatusMark status={status} />
          {words.statusActions[status]}
        </button>
      ))}
      {offered.length > 0 && <hr />}
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-disabled={!canLeave}
        title={canLeave ? undefined : words.me.logOutBlocked}
        onClick={() => {
          if (canLeave) void desk.session.logOut();
          else desk.toasts.say(words.me.logOutBlocked, "problem");
        }}
      >
        <StatusMark status="logged_out" />
        {words.statusActions.logged_out}
      </button>
    </MenuButton>
  );
}
