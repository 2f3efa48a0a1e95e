/** How somebody who writes or is written to is called: by name, else by address. */

import type { Mailbox } from "@parley/wire";

export function mailboxName({ name, address }: Mailbox): string {
  return name.trim() || address;
}
