package dev.facepay.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves a service's {@code openapi.yaml} as it stands, and the same as JSON; and lets only
 * addresses in that it describes.
 */
@RestController
public final class OpenApiDocument implements WebMvcConfigurer {

  private final byte[] yaml;
  private final byte[] json;
  private final AddressGuard guard;

  /**
   * @param service the file is in this class's package
   */
  public OpenApiDocument(Class<?> service) {
    try (InputStream file = service.getResourceAsStream("openapi.yaml")) {
      yaml = Objects.requireNonNull(file, "openapi.yaml").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Object document =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(yaml, UTF_8));
    json = JsonMapper.shared().writeValueAsBytes(document);
    guard = new AddressGuard(new AddressRules(JsonMapper.shared().readTree(json)));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(guard);
  }

  @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] json() {
    return json.clone();
  }

  @GetMapping(path = "/v3/api-docs.yaml", produces = "application/vnd.oai.openapi")
  byte[] yaml() {
    return yaml.clone();
  }
}
