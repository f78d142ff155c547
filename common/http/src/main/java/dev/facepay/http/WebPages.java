package dev.facepay.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;

/** What all pages for people have in common: only our own files, and nobody may frame them. */
public final class WebPages {

  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private WebPages() {}

  /** A library's folder in its jar, which has the version in its name. */
  public static Resource library(String name, String file) {
    try {
      String place = "classpath*:META-INF/resources/webjars/" + name + "/*/" + file;
      Resource[] found = new PathMatchingResourcePatternResolver().getResources(place);
      if (found.length == 0) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return found[0].createRelative("./");
    } catch (IOException e) {
      throw new UncheckedIOException("the class path can't be read", e);
    }
  }

  /** Files in reproducible jars have one date for ever: a cache could never tell old from new. */
  public static void serve(ResourceHandlerRegistry registry, String address, Resource folder) {
    registry
        .addResourceHandler(address + "/**")
        .addResourceLocations(folder)
        .setCacheControl(CacheControl.noStore())
        .setUseLastModified(false);
  }

  /**
   * @param more of a Content-Security-Policy, such as {@code img-src 'self' data:}
   */
  public static HandlerInterceptor guard(String more) {
    String policy = more.isEmpty() ? POLICY : POLICY + "; " + more;
    return new HandlerInterceptor() {
      @Override
      public boolean preHandle(
          HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Numbers of payments stand in addresses: no other site shall see them.
        response.setHeader("Referrer-Policy", "no-referrer");
        return true;
      }
    };
  }
}
