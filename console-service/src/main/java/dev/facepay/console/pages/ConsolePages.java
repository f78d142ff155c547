package dev.facepay.console.pages;

import dev.facepay.http.WebPages;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
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
  private static final Resource FILES = new ClassPathResource("console/");

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    WebPages.serve(registry, "/console/lib/uplot", WebPages.library("uplot", "dist/uPlot.esm.js"));
    WebPages.serve(registry, "/console", FILES);
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:/console/index.html");
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(WebPages.guard("")).addPathPatterns("/", "/console/**");
  }
}
