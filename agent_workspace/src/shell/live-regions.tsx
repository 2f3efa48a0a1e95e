/** The live regions: in the page before anything is said, seen by nobody. */

import { useDesk } from "~/desk/desk-context";

export function LiveRegions() {
  const { announcer } = useDesk();
  return (
    <>
      <div class="unseen" aria-live="assertive" aria-atomic="true">
        {announcer.assertive.value}
      </div>
      <div class="unseen" aria-live="polite" aria-atomic="true">
        {announcer.polite.value}
      </div>
    </>
  );
}
