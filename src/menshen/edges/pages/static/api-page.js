// The API's own page: Swagger UI over `/openapi.json`. A key that is put into it lives in this page and ends with it.

/* global SwaggerUIBundle */
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true, persistAuthorization: false });
