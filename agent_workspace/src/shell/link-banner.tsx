/** The connection banner: what happened, what is being done, what one can do. */

import { useEffect, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

/** A link that is back within this time is not worth a banner. */
const SHOW_AFTER_MS = 900;

export function LinkBanner() {
  const desk = useDesk();
  const words = desk.words.value.link;
  const { link } = desk.state.value;
  const [late, setLate] = useState(false);
  const away = link.state !== "online";

  useEffect(() => {
    if (!away) {
      setLate(false);
      return undefined;
    }
    const timer = setTimeout(() => setLate(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [away]);

  if (desk.upgradeRequired.value) {
    return (
      <div class="banner" role="alert">
        <Icon name="warning" />
        <span>{words.reload}</span>
        <button type="button" class="button small" onClick={() => location.reload()}>
          {words.reloadNow}
        </button>
      </div>
    );
  }
  return (
    <div class="banner" role="status" hidden={!late}>
      {late && (
        <>
          <Icon name="unreachable" />
          <span>
            <strong>{words.lost}</strong> <Trial /> <span class="muted">{words.kept}</span>
          </span>
          <button type="button" class="button small" onClick={() => desk.session.retryNow()}>
            {words.retryNow}
          </button>
        </>
      )}
    </div>
  );
}

function Trial() {
  const desk = useDesk();
  const words = desk.words.value.link;
  const { link } = desk.state.value;
  const retryAt = link.state === "lost" ? link.retryAt : null;
  const seconds = Math.ceil(((retryAt ?? 0) - desk.clock.now.value) / 1_000);
  // The figure ticks; a screen reader hears the sentence once.
  return seconds > 0 ? (
    <span aria-hidden="true">{words.retryIn(seconds)}</span>
  ) : (
    <span>{words.retrying}</span>
  );
}
