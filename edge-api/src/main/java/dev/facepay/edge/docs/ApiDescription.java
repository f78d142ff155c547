package dev.facepay.edge.docs;

import dev.facepay.edge.http.CredentialBody;
import dev.facepay.edge.http.Problem;
import dev.facepay.edge.http.device.EnrolledBody;
import dev.facepay.edge.http.device.ReportJobsBody;
import dev.facepay.edge.http.device.TerminalBody;
import dev.facepay.edge.request.CredentialSchema;
import dev.facepay.edge.request.DeviceSchemas;
import dev.facepay.edge.request.ReportSchemas;
import dev.facepay.edge.request.RequestSchema;
import dev.facepay.edge.screen.PaymentBody;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands in the description besides the operations. */
@Configuration(proxyBeanMethods = false)
public class ApiDescription {

  private static final String KEY = "device-key";

  private static final String ABOUT =
      """
      Face and code payments for tills and terminals.

      **The one rule for a device**: make and store the order number before the first request; \
      whatever happens (no answer, 5xx, a restart), send *the same* request again. It finds the \
      payment, or begins it, never twice. Go on until `final` is true or `paid` is false.

      * `POST /v1/payments` waits up to `Prefer: wait=N` seconds for something to show, and answers \
      201 or 200 (final) or 202 (go on asking).
      * `GET /v1/payments/{id}` with `If-None-Match` and `Prefer: wait=N` is a long poll.
      * A new device shows its enrolment code once (`POST /v1/devices/enroll`) and gets its key.
      * Screens follow `next_action`; programs never read `message` or `title`.
      * Errors are problems by RFC 9457: decide by `code` and `retryable`.
      """;

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(new Info().title("FacePay edge API").version("1").description(ABOUT))
        .servers(List.of(new Server().url("/")))
        .addSecurityItem(new SecurityRequirement().addList(KEY))
        .components(
            new Components()
                .addSecuritySchemes(
                    KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("The device's own key; it says device, store and merchant.")));
  }

  @Bean
  OpenApiCustomizer operations() {
    return api -> {
      Components components = api.getComponents();
      ModelConverters models = ModelConverters.getInstance(true);
      models.readAll(PaymentBody.class).forEach(components::addSchemas);
      models.readAll(Problem.class).forEach(components::addSchemas);
      models.readAll(CredentialBody.class).forEach(components::addSchemas);
      components.addSchemas("CredentialRequest", CredentialSchema.make());
      components.addSchemas("PaymentRequest", RequestSchema.make());
      models.readAll(EnrolledBody.class).forEach(components::addSchemas);
      models.readAll(TerminalBody.class).forEach(components::addSchemas);
      components.addSchemas("EnrolmentCode", DeviceSchemas.code());
      components.addSchemas("Heartbeat", DeviceSchemas.heartbeat());
      models.readAll(ReportJobsBody.class).forEach(components::addSchemas);
      components.addSchemas("ReportWord", ReportSchemas.word());
      components.addSchemas("ToldTrade", ReportSchemas.trade());
      PaymentOperations.describe(api.getPaths());
      DeviceOperations.describe(api.getPaths());
      CredentialOperations.describe(api.getPaths());
      ReportOperations.describe(api.getPaths());
    };
  }
}
