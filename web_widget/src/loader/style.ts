/** The launcher's style sheet, adopted by its shadow root; the icons are clipped shapes, which no host policy can forbid. */
export const CSS = `\
:host{all:initial;position:fixed;z-index:99999999;bottom:20px;inset-inline-end:20px;--fill:var(--parley-fill,#0c6b65);--ink:#fff;forced-color-adjust:none}\
button,b{border:0;border-radius:50px;background:var(--fill)}\
button{width:56px;height:56px;padding:14px;cursor:pointer;box-shadow:0 4px 12px #0004}\
:focus-visible{outline:3px solid var(--fill);outline-offset:3px}\
button:before{content:"";display:block;height:28px;background:var(--ink);clip-path:path("M5 4h18q3 0 3 3v10q0 3-3 3h-9l-6 5v-5h-3q-3 0-3-3v-10q0-3 3-3z")}\
.open:before{clip-path:path("M6 10l8 8 8-8 1.2 1.2-9.2 9.2-9.2-9.2z")}\
b{position:absolute;top:-4px;inset-inline-end:-4px;min-width:20px;background:#b02a21;color:#fff;font:650 12px/20px system-ui}\
.open b,b:empty,iframe,a{display:none}\
.open~*{display:block}\
iframe,a{position:fixed;bottom:88px;inset-inline-end:20px;border:0;border-radius:10px;box-shadow:0 4px 12px #0004}\
iframe{width:384px;height:640px;max-height:85dvh}\
a{padding:16px;background:#fff;font:15px system-ui}\
@media(max-width:479px){iframe{inset:0;width:100%;height:100%;max-height:none;border-radius:0}}\
`;
