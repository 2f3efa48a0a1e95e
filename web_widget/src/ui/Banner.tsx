/** What is wrong with the connection, and what is being done about it. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useChatState, useWords } from "./context";

/** Milliseconds a loss may last before it is worth a word. */
const UNNOTICED = 1_200;

export function Banner(): JSX.Element {
  const words = useWords();
  const { link, refusal, greeted } = useChatState();
  const away = link !== "online" && (greeted || link === "offline" || link === "refused");
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!away) return setLate(false);
    const timer = setTimeout(() => setLate(true), UNNOTICED);
    return () => clearTimeout(timer);
  }, [away]);

  let text = "";
  if (link === "refused") text = refusal === "upgrade_required" ? words.outdated : words.refused;
  else if (away && late) text = navigator.onLine ? words.reconnecting : words.offline;
  return (
    <div class="banner" role="status" hidden={!text}>
      {text}
    </div>
  );
}
