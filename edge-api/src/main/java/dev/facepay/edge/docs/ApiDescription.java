package dev.facepay.edge.docs;

import dev.facepay.edge.http.CredentialBody;
import dev.facepay.edge.http.device.EnrolledBody;
import dev.facepay.edge.http.device.ReportJobsBody;
import dev.facepay.edge.http.device.TerminalBody;
import dev.facepay.edge.request.CredentialSchema;
import dev.facepay.edge.request.DeviceSchemas;
import dev.facepay.edge.request.ReportSchemas;
import dev.facepay.edge.request.RequestSchema;
import dev.facepay.edge.screen.PaymentBody;
import dev.facepay.http.Problem;
import dev.facepay.http.docs.Description;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands in the description besides the operations. */
@Configuration(proxyBeanMethods = false)
public class ApiDescription {

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
    return Description.of(
        "FacePay edge API",
        ABOUT,
        "device-key",
        "The device's own key; it says device, store and merchant.");
  }

  @Bean
  OpenApiCustomizer operations() {
    return api -> {
      Components components = api.getComponents();
      Description.schemas(
          api,
          PaymentBody.class,
          Problem.class,
          CredentialBody.class,
          EnrolledBody.class,
          TerminalBody.class,
          ReportJobsBody.class);
      components.addSchemas("CredentialRequest", CredentialSchema.make());
      components.addSchemas("PaymentRequest", RequestSchema.make());
      components.addSchemas("EnrolmentCode", DeviceSchemas.code());
      components.addSchemas("Heartbeat", DeviceSchemas.heartbeat());
      components.addSchemas("ReportWord", ReportSchemas.word());
      components.addSchemas("ToldTrade", ReportSchemas.trade());
      PaymentOperations.describe(api.getPaths());
      DeviceOperations.describe(api.getPaths());
      CredentialOperations.describe(api.getPaths());
      ReportOperations.describe(api.getPaths());
    };
  }
}
