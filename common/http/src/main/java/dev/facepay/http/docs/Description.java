package dev.facepay.http.docs;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;

/** What every description begins with. */
public final class Description {

  private Description() {}

  /**
   * @param about Markdown
   * @param key the name of the scheme: a bearer key that every operation needs
   */
  public static OpenAPI of(String title, String about, String key, String aboutKey) {
    SecurityScheme scheme =
        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").description(aboutKey);
    return new OpenAPI()
        .info(new Info().title(title).version("1").description(about))
        .servers(List.of(new Server().url("/")))
        .addSecurityItem(new SecurityRequirement().addList(key))
        .components(new Components().addSecuritySchemes(key, scheme));
  }

  public static void schemas(OpenAPI api, Class<?>... bodies) {
    ModelConverters models = ModelConverters.getInstance(true);
    for (Class<?> body : bodies) {
      models.readAll(body).forEach(api.getComponents()::addSchemas);
    }
  }
}
