/** Pictures that messages show: kept by the gateway, which gives each an address of its own. */

import type { StoredImage } from "@parley/wire";
import { ask } from "~/transport/http";
import { type Upload, upload } from "~/transport/upload";

const PICTURES = "/api/v1/images";

/** Every method rejects with a `Refusal`. */
export class PictureRequests {
  constructor(private readonly token: () => string | null) {}

  add(file: File): Upload<StoredImage> {
    return upload(PICTURES, file, this.token(), () => undefined);
  }

  /** A picture of a web page, which is fetched by the gateway and never shown from there. */
  copy(url: string): Promise<StoredImage> {
    const path = `${PICTURES}/copies`;
    return ask({ method: "POST", path, body: { url }, token: this.token() });
  }
}
