// Runs before the page is drawn: tells the styles, and the front-end package, that scripts work.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
