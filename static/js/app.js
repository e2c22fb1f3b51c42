// What the pages can do with scripts; everything works without.

const vendor = document.body.dataset.vendor;
if (vendor) {
  const { initAll } = await import(vendor);
  initAll();
} else {
  document.querySelector(".govuk-error-summary")?.focus();
}
