// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

/** A picture that is kept; `url` may stand in an entry, a message or a mail as it is. */
export interface StoredImage {
  id: string;
  url: string;
  width: number;
  height: number;
  size_bytes: number;
  type: "image/jpeg" | "image/png";
}

/** The address of a picture on a web page. */
export interface CopyImage {
  url: string;
}
