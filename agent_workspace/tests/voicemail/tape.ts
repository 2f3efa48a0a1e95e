/** An audio element as far as playback knows one. */

export class Tape extends EventTarget {
  duration = Number.NaN;
  loop = false;
  paused = true;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  volume = 1;
  src = "";
  allowed = true;
  private at = 0;

  get currentTime(): number {
    return this.at;
  }

  set currentTime(seconds: number) {
    this.at = seconds;
    this.dispatchEvent(new Event("seeked"));
  }

  async play(): Promise<void> {
    if (!this.allowed) throw new DOMException("no gesture", "NotAllowedError");
    this.paused = false;
    this.dispatchEvent(new Event("play"));
  }

  pause(): void {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }

  load(duration: number): void {
    this.duration = duration;
    this.dispatchEvent(new Event("durationchange"));
  }
}
