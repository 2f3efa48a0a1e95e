/** Modules that exist only in the build. */
declare module "virtual:polling-url" {
  /** Address of the chunk that exports `openPolling`. */
  const url: string;
  export default url;
}
