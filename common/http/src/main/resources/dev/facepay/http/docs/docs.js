// Draws the contract that this service serves; nothing is asked of any other place.
SwaggerUIBundle({
  url: '/v3/api-docs',
  dom_id: '#api',
  // A link within the button that opens an operation could not be told from it by a keyboard.
  deepLinking: false,
  validatorUrl: null,
  tryItOutEnabled: false,
  defaultModelsExpandDepth: 0,
});

// Swagger UI gives the choice of an example no name; whoever can't see it would not know what is chosen.
new MutationObserver(() => {
  for (const choice of document.querySelectorAll('select.examples-select-element:not([aria-label])')) {
    choice.setAttribute('aria-label', 'Example');
  }
}).observe(document.getElementById('api'), { childList: true, subtree: true });
