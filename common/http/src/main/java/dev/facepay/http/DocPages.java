package dev.facepay.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Objects;
import org.commonmark.node.Heading;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * For people: the contract that is served, and what each problem means. All of it comes from this
 * service, so it can be read where there is no other network.
 */
@RestController
final class DocPages implements WebMvcConfigurer {

  private static final String AT = "/docs";

  private volatile @Nullable String problems;

  @GetMapping(AT)
  ResponseEntity<String> api() {
    return page(read("docs/index.html"));
  }

  @GetMapping(AT + "/")
  ResponseEntity<Void> withoutSlash() {
    return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT).location(URI.create(AT)).build();
  }

  @GetMapping(Problem.PAGE)
  ResponseEntity<String> problems() {
    String page = problems;
    if (page == null) {
      page = read("docs/problems.html").formatted(html(read("problems.md")));
      problems = page;
    }
    return page(page);
  }

  /** Each code's heading can be linked to. */
  private static String html(String markdown) {
    return HtmlRenderer.builder()
        .escapeHtml(true)
        .attributeProviderFactory(
            context ->
                (node, tag, attributes) -> {
                  if (node instanceof Heading && node.getFirstChild() instanceof Text code) {
                    attributes.put("id", code.getLiteral());
                  }
                })
        .build()
        .render(Parser.builder().build().parse(markdown));
  }

  private static ResponseEntity<String> page(String html) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
        .cacheControl(CacheControl.noStore())
        .body(html);
  }

  private static String read(String name) {
    try (InputStream file = DocPages.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    WebPages.serve(registry, AT + "/lib", WebPages.library("swagger-ui", "swagger-ui.css"));
    WebPages.serve(registry, AT + "/own", new ClassPathResource("docs/", DocPages.class));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(WebPages.guard("img-src 'self' data:")).addPathPatterns(AT, AT + "/**");
  }
}
