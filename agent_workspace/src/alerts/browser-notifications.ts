/** Browser notifications while the desk is in the background. */

export class BrowserNotifications {
  get possible(): boolean {
    return "Notification" in window;
  }

  get denied(): boolean {
    return this.possible && Notification.permission === "denied";
  }

  /** Asks the browser once; true when it lets the desk notify. */
  async ask(): Promise<boolean> {
    return this.possible && (await Notification.requestPermission()) === "granted";
  }

  /** One per `tag`: a newer one replaces it instead of piling up. */
  show(tag: string, title: string, body: string, onClick: () => void): void {
    if (!this.possible || Notification.permission !== "granted" || document.hasFocus()) return;
    const notification = new Notification(title, { tag, body });
    notification.onclick = () => {
      window.focus();
      notification.close();
      onClick();
    };
  }
}
