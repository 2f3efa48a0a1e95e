/** The launcher's style sheet, adopted by its shadow root; transparent borders show themselves in forced colours. */
export const CSS = `:host{all:initial;position:fixed;z-index:2147483647;bottom:20px;inset-inline-end:20px}
*{box-sizing:border-box;border:1px solid #0000;color:var(--ink,#fff);font:650 12px/18px system-ui}
button,b{background:var(--fill,#0c6b65);border-radius:50px}
button{width:56px;height:56px;padding:14px;cursor:pointer;box-shadow:0 4px 16px #3c323340}
:focus-visible{outline:3px solid var(--fill,#0c6b65);outline-offset:3px}
svg{display:block;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linejoin:round}
b{position:absolute;top:-4px;inset-inline-end:-4px;min-width:20px;background:#b02a21;color:#fff}
.open b,b:empty,iframe,a,.open path,path+path{display:none}
iframe,a{position:fixed;bottom:88px;inset-inline-end:20px;border-radius:10px;box-shadow:0 8px 28px #3c323340}
iframe{width:384px;height:640px;max-height:calc(100dvh - 108px)}
a{padding:16px;background:#fff;color:#211e1a}
.open~*,.open path+path{display:block}
@media(max-width:479px){iframe{inset:0;width:100%;height:100%;max-height:none;border-radius:0}}`;
