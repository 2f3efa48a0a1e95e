/** The leader: the one page of this browser that sounds, so that two open desks ring once. */

const LOCK = "parley-desk-sounds";

export class Leader {
  private leading = false;

  constructor() {
    if (navigator.locks === undefined) {
      // Only pages served securely have locks; twice is better than never.
      this.leading = true;
      return;
    }
    void navigator.locks.request(LOCK, () => {
      this.leading = true;
      // Held until this page is closed; the next one in line takes over then.
      return new Promise(() => undefined);
    });
  }

  get isLeading(): boolean {
    return this.leading;
  }
}
