/** Modules that exist only in the build. */
declare module "virtual:polling-url" {
  /** Address of the chunk that exports `openPolling`. */
  const url: string;
  export default url;
}
declare module "virtual:voice-url" {
  /** Address of the chunk that exports `VoiceForm`. */
  const url: string;
  export default url;
}
declare module "virtual:capture-url" {
  /** Address of the script that runs where sound arrives. */
  const url: string;
  export default url;
}
