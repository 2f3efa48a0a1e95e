/** The browser's own question before a page goes away with what is kept nowhere else. */

import { useEffect } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";

/**
 * Written text is kept in the browser and needs no question. A file or a picture on its way is
 * known to this page alone, and so is what is being changed in the knowledge base.
 */
export function useLeaveQuestion() {
  const desk = useDesk();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const leaving = [desk.uploads, desk.mail.uploads].some(
        ({ inProgress }) => inProgress.peek().length > 0,
      );
      const changing = desk.knowledge.atHand.peek()?.changed.peek() === true;
      if (leaving || changing || desk.coming.waitsAnywhere) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [desk]);
}
