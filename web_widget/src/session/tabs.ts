/** What the tabs of one browser tell each other. */

export type TabMessage =
  /** A chat began elsewhere: this visitor's token is the one to use now. */
  | { type: "token"; token: string }
  /** The sound was switched. */
  | { type: "muted"; muted: boolean };

export interface Tabs {
  tell(message: TabMessage): void;
}

export function joinTabs(site: string, heard: (message: TabMessage) => void): Tabs {
  if (typeof BroadcastChannel === "undefined") return { tell() {} };
  const channel = new BroadcastChannel(`parley:${site}`);
  channel.onmessage = ({ data }: MessageEvent<TabMessage>): void => heard(data);
  return { tell: (message) => channel.postMessage(message) };
}
