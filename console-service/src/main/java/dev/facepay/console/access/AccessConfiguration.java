package dev.facepay.console.access;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.http.Problem;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import dev.facepay.runtime.seal.KeysetAges;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;

/** Two ways in: a request with an Authorization header is a program's, any other a browser's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionSettings.class)
class AccessConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(AccessConfiguration.class);
  private static final String SESSION = "/v1/session";

  /** Handed on: which scope a call needs is the registry's to say. */
  private static final String REGISTRY = "/v1/admin/**";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Bean
  SealedSessions sessions(
      @Value("${facepay.keys-dir}") Path keysDir,
      OperatorKeys operators,
      SessionSettings settings,
      Timekeeper time) {
    Sealer ring = Sealer.ofWhatIsIn(keysDir);
    if (!ring.holds(Purpose.OPERATOR_SESSION)) {
      LOG.warn(
          "event=sessions-of-this-process missing={}.keyset.json in={}: a restart ends them, and"
              + " no other console opens them",
          Purpose.OPERATOR_SESSION.wire(),
          keysDir);
      ring = Sealer.ofThisProcess(Purpose.OPERATOR_SESSION);
    }
    return new SealedSessions(ring, operators, settings, time);
  }

  @Bean
  KeysetAges keysetAges(@Value("${facepay.keys-dir}") Path keysDir) {
    return new KeysetAges(keysDir);
  }

  /** A browser never sends a key by itself, so no other site can make it act. */
  @Bean
  @Order(1)
  SecurityFilterChain programs(HttpSecurity http) {
    return http.securityMatcher(it -> it.getHeader(HttpHeaders.AUTHORIZATION) != null)
        .csrf(it -> it.disable())
        .authorizeHttpRequests(AccessConfiguration::scopes)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(
      HttpSecurity http,
      SealedSessions sessions,
      AuthenticationEntryPoint refusals,
      AccessDeniedHandler denied) {
    return http.securityContext(it -> it.securityContextRepository(sessions))
        .csrf(
            it ->
                it.spa()
                    .csrfTokenRepository(csrfCookie())
                    .requireCsrfProtectionMatcher(
                        asked -> sessions.containsContext(asked) && isAct(asked)))
        .authorizeHttpRequests(AccessConfiguration::scopes)
        .addFilterBefore(new SessionUse(sessions), AuthorizationFilter.class)
        .exceptionHandling(
            it ->
                it.authenticationEntryPoint(overOr(refusals))
                    .accessDeniedHandler(foreignOr(denied)))
        .build();
  }

  private static void scopes(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .requestMatchers(HttpMethod.POST, SESSION)
        .permitAll()
        .requestMatchers(HttpMethod.DELETE, SESSION)
        .permitAll()
        .requestMatchers(SESSION, REGISTRY)
        .authenticated()
        .requestMatchers(HttpMethod.POST, "/v1/**")
        .hasAuthority(Scope.PAYMENTS_ACT.wire())
        .requestMatchers("/v1/**")
        .hasAuthority(Scope.PAYMENTS_READ.wire())
        .anyRequest()
        .permitAll();
  }

  /** The login shows a key, which no other site knows. */
  private static boolean isAct(HttpServletRequest asked) {
    boolean isLogin = asked.getMethod().equals("POST") && asked.getRequestURI().equals(SESSION);
    return !isLogin && !READING.contains(asked.getMethod());
  }

  private static CookieCsrfTokenRepository csrfCookie() {
    CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookie.setCookieCustomizer(it -> it.sameSite("Strict"));
    return cookie;
  }

  private static AuthenticationEntryPoint overOr(AuthenticationEntryPoint otherwise) {
    return (asked, answer, why) -> {
      if (asked.getAttribute(SealedSessions.FAULT) instanceof ConsoleProblem over) {
        Problem.of(over).write(answer);
      } else {
        otherwise.commence(asked, answer, why);
      }
    };
  }

  private static AccessDeniedHandler foreignOr(AccessDeniedHandler otherwise) {
    return (asked, answer, why) -> {
      if (why instanceof CsrfException) {
        Problem.of(ConsoleProblem.CSRF_TOKEN_MISSING).write(answer);
      } else {
        otherwise.handle(asked, answer, why);
      }
    };
  }
}
