/** A text that is shown no more while its pictures come: each still finds its place in the draft. */

import { parseInert } from "~/conversation/inert-document";
import { writtenOf } from "~/editor/block-html";
import type { PictureIntake } from "~/editor/picture-intake";
import { readBlocks } from "~/editor/read-blocks";
import type { DraftPlace } from "~/editor/written";

export class ClosedText {
  /** `html` is what the draft held of `root`, in which placeholders stand for pictures. */
  constructor(
    private readonly root: HTMLElement,
    private html: string,
    private readonly intake: PictureIntake,
    private readonly draft: DraftPlace,
  ) {}

  /** Writes the pictures that have come into the draft; true once none is on its way. */
  settle(): boolean {
    const come = this.intake.mend(this.root);
    const kept = this.draft.html();
    if (come.length > 0 && kept !== null) {
      const untouched = kept === this.html;
      const next = untouched ? this.read(this.root, true) : this.read(withPictures(kept, come));
      if (untouched) this.html = next.html;
      this.draft.write(next);
    }
    return !this.intake.waits(this.root);
  }

  private read(root: HTMLElement, spaces = false) {
    return writtenOf(readBlocks(root, { spaces, picture: (image) => this.intake.shown(image) }));
  }
}

/** What was written meanwhile, the pictures below it: where they belonged is not to be known. */
function withPictures(html: string, pictures: readonly HTMLImageElement[]): HTMLElement {
  const inert = parseInert(html);
  const { body } = inert;
  for (const picture of pictures) {
    const line = inert.createElement("div");
    line.append(inert.importNode(picture));
    body.append(line);
  }
  return body;
}
