/** Deferred: a part of the desk that few open, fetched when it is first shown. */

import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "~/desk/desk-context";

export function deferred<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  let held: FunctionComponent<Props> | null = null;
  return function Deferred(props) {
    const words = useWords().deferred;
    const [Part, setPart] = useState(() => held);
    const [failed, setFailed] = useState(false);
    const fetch = async () => {
      setFailed(false);
      try {
        held = await load();
        setPart(() => held);
      } catch {
        // Offline, or the gateway has been renewed since this page was opened.
        setFailed(true);
      }
    };
    useEffect(() => {
      if (Part === null) void fetch();
    }, []);
    if (Part !== null) return <Part {...props} />;
    return (
      <div class="deferred" role="status">
        {failed ? (
          <>
            <p>{words.failed}</p>
            <button type="button" class="button" onClick={() => void fetch()}>
              {words.tryAgain}
            </button>
          </>
        ) : (
          <p class="muted">{words.loading}</p>
        )}
      </div>
    );
  };
}
