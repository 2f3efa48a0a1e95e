/** The files that are chosen, pasted or dropped: pictures for the text, the others beside it. */

export interface GivenFiles {
  readonly pictures: readonly File[];
  readonly others: readonly File[];
}

/** What the gateway makes a picture of. */
const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/** Null where what is given is text, which may bring pictures of its own. */
export function givenFiles(data: DataTransfer | null, withHtml: boolean): GivenFiles | null {
  if (data === null || data.files.length === 0) return null;
  // A picture copied from a page comes as such and as a page; words come as text, too.
  if (data.getData("text/plain") !== "" || (withHtml && data.getData("text/html") !== "")) {
    return null;
  }
  const files = Array.from(data.files);
  return {
    pictures: files.filter(({ type }) => PICTURE_TYPES.includes(type)),
    others: files.filter(({ type }) => !PICTURE_TYPES.includes(type)),
  };
}

/** Lets the agent choose pictures; nobody is called where none is chosen. */
export function choosePictures(take: (pictures: readonly File[]) => void): void {
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = PICTURE_TYPES.join();
  chooser.multiple = true;
  chooser.addEventListener("change", () => take(Array.from(chooser.files ?? [])));
  chooser.click();
}
