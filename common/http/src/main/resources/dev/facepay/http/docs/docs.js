// Draws the contract that this service serves; nothing is asked of any other place.
SwaggerUIBundle({
  url: '/v3/api-docs',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: false,
  defaultModelsExpandDepth: 0,
});
