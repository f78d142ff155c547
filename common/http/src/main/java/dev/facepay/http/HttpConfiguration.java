package dev.facepay.http;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every service with an API has of its web server. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

  @Bean
  static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemsOfTheContainer() {
    return server ->
        server.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                // The innermost one reports, and the host would put its own there.
                host.setErrorReportValveClass(null);
                host.getPipeline().addValve(new ProblemValve());
              }
            });
  }
}
