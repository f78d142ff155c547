package dev.facepay.console.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the console's files at {@code /}. They are the same for everybody and hold no secret: what
 * they show comes from the API, with an operator's key.
 */
@Component
final class ConsolePages implements WebMvcConfigurer {

  // Not below static/: services that share a class path would serve it too.
  private static final String FILES = "classpath:/console/";

  /** Only our own files, and nobody may put the page into a frame. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/console/lib/uplot/**")
        .addResourceLocations(plots())
        .setCacheControl(CacheControl.noStore())
        .setUseLastModified(false);
    registry
        .addResourceHandler("/console/**")
        .addResourceLocations(FILES)
        // Files in reproducible jars have one date for ever: a cache could never tell old from new.
        .setCacheControl(CacheControl.noStore())
        .setUseLastModified(false);
  }

  /** The charts' library lies in a jar, in a folder with its version in its name. */
  private static Resource plots() {
    try {
      Resource[] found =
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:META-INF/resources/webjars/uplot/*/dist/uPlot.esm.js");
      return found[0].createRelative("./");
    } catch (IOException e) {
      throw new UncheckedIOException("the class path can't be read", e);
    }
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:/console/index.html");
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Guard()).addPathPatterns("/", "/console/**");
  }

  private static final class Guard implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      response.setHeader("X-Content-Type-Options", "nosniff");
      // Numbers of payments stand in addresses: no other site shall see them.
      response.setHeader("Referrer-Policy", "no-referrer");
      return true;
    }
  }
}
