/** The announcement before a recording: what it is, said aloud where the browser has a voice. */

/** Long enough to be read where nothing is said. */
const AT_LEAST_MS = 1_000;
/** Some browsers never tell that they have finished, or that they have no voice at all. */
const AT_MOST_MS = 4_000;

export interface Announcement {
  readonly text: string;
  /** BCP 47, so that the right voice says it. */
  readonly language: string;
  /** From 0 to 1; nothing is said at 0. */
  readonly volume: number;
}

/** Resolves once it has been said, or could have been read. */
export async function announce(announcement: Announcement): Promise<void> {
  await Promise.all([after(AT_LEAST_MS), Promise.race([say(announcement), after(AT_MOST_MS)])]);
}

function say({ text, language, volume }: Announcement): Promise<void> {
  const voices = window.speechSynthesis;
  if (voices === undefined || volume === 0) return Promise.resolve();
  return new Promise((done) => {
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = language;
    speech.volume = volume;
    speech.addEventListener("end", () => done());
    speech.addEventListener("error", () => done());
    voices.cancel();
    voices.speak(speech);
    // Without a voice some browsers drop what they are to say and tell nobody.
    if (!voices.speaking && !voices.pending) done();
  });
}

function after(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}
