// What GraphiQL's dialogs add as a style element is allowed by the page's nonce; they look for it here.
window.__webpack_nonce__ = document.currentScript.nonce;
