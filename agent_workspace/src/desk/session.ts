/** The session: logging in and out of this desk. */

import { signal } from "@preact/signals";
import type { CommandPorts } from "~/desk/command-ports";
import type { Kept } from "~/storage/kept";
import { type LoginResult, logIn, logOut } from "~/transport/account";

const NAME_KEY = "username";

export class Session {
  /** Held in memory alone, for uploads where the cookie does not travel. */
  token: string | null = null;
  readonly leaving = signal(false);

  constructor(private readonly ports: CommandPorts & { shared: Kept }) {}

  /** The name last used here, to be typed once only. */
  get lastUsername(): string {
    return this.ports.shared.read<string>(NAME_KEY) ?? "";
  }

  /** Tries the session cookie this browser may hold. */
  resume(): void {
    this.ports.socket.open(null);
  }

  retryNow(): void {
    this.ports.socket.retryNow();
  }

  /** The network is known to be gone: do not wait for a heartbeat to notice. */
  dropLink(): void {
    this.ports.socket.drop();
  }

  async logIn(username: string, password: string): Promise<LoginResult> {
    const result = await logIn(username, password);
    if (result.state === "in") {
      this.ports.shared.write(NAME_KEY, username);
      this.token = result.token;
      this.ports.socket.open(result.token);
    }
    return result;
  }

  async logOut(): Promise<void> {
    this.leaving.value = true;
    const done = await logOut();
    this.leaving.value = false;
    if (!done) {
      this.ports.toasts.say(this.ports.words.value.me.logOutBlocked, "problem");
      return;
    }
    this.token = null;
    this.ports.socket.close();
    const at = this.ports.clock.exact();
    this.ports.dispatch({ type: "link", link: { state: "signed_out", reason: "logged_out" }, at });
  }
}
