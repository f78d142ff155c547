package dev.facepay.auth.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.http.CommonProblem;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stores. */
@RestController
@RequestMapping("/v1/admin/stores")
final class StoreController {

  private final OperatorCalls calls;
  private final RegistryService registry;
  private final Shops shops;

  StoreController(OperatorCalls calls, RegistryService registry, Shops shops) {
    this.calls = calls;
    this.registry = registry;
    this.shops = shops;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> add(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      HttpServletRequest http)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.DEVICES_WRITE, "store.add"),
        () -> {
          StoreBody body = BodyReader.read(http.getInputStream(), StoreBody.class);
          return body == null
              ? OperatorCalls.Reply.refused(CommonProblem.MALFORMED_JSON, null)
              : reply(registry.addStore(body.shop()), body.shop().id());
        });
  }

  @GetMapping("/{id}")
  ResponseEntity<Object> find(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @PathVariable String id)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.DEVICES_READ, "store.find", id),
        () ->
            shops
                .find(new StoreId(id))
                .map(shop -> OperatorCalls.Reply.ok(200, StoreBody.of(shop), Audit.DONE))
                .orElseGet(
                    () -> OperatorCalls.Reply.refused(RegistryProblem.STORE_NOT_FOUND, null)));
  }

  @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> put(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dry,
      HttpServletRequest http)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(
            authorization, Scope.DEVICES_WRITE, dry ? "store.try" : "store.put", id),
        () -> {
          StoreBody body = BodyReader.read(http.getInputStream(), StoreBody.class);
          if (body == null) {
            return OperatorCalls.Reply.refused(CommonProblem.MALFORMED_JSON, null);
          }
          Shop shop = body.shop();
          if (!shop.id().value().equals(id)) {
            throw new IllegalArgumentException("store_id is not the one of the address");
          }
          return reply(registry.putStore(shop, dry), shop.id());
        });
  }

  private static OperatorCalls.Reply reply(RegistryService.StoreReply done, StoreId id) {
    OperatorCalls.Reply reply =
        switch (done) {
          case RegistryService.Store kept ->
              OperatorCalls.Reply.ok(
                  kept.fresh() ? 201 : 200,
                  StoreBody.of(kept.shop()),
                  kept.changed() ? Audit.DONE : Audit.UNCHANGED);
          case RegistryService.Refused refused ->
              OperatorCalls.Reply.refused(refused.problem(), null);
        };
    return reply.about(id.value());
  }

  @GetMapping
  ResponseEntity<Object> list(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.DEVICES_READ, "store.list"),
        () -> {
          List<Shop> page = shops.page(cursor, BodyReader.limit(limit));
          String next = page.size() < limit ? null : page.getLast().id().value();
          return OperatorCalls.Reply.ok(
              200, new Page(page.stream().map(StoreBody::of).toList(), next), Audit.DONE);
        });
  }

  /** By rising id; {@code next_cursor} is absent on the last page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<StoreBody> stores, @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  /** A store: what is sent to add or change one, and what is shown. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StoreBody(
      @JsonProperty("store_id") @Nullable String storeId,
      @JsonProperty("store_name") @Nullable String storeName,
      @JsonProperty("merchant_id") @Nullable String merchantId,
      @JsonProperty("sub_mch_id") @Nullable String subMchId,
      @JsonProperty("area_code") @Nullable String areaCode,
      @Nullable String address,
      @Nullable Boolean closed) {

    static StoreBody of(Shop shop) {
      return new StoreBody(
          shop.id().value(),
          shop.name().value(),
          shop.merchant().value(),
          shop.subMerchant() == null ? null : shop.subMerchant().value(),
          shop.place().areaCode(),
          shop.place().address(),
          shop.closed() ? true : null);
    }

    /**
     * @throws IllegalArgumentException if a field is missing or breaks its rule
     */
    Shop shop() {
      return new Shop(
          new StoreId(BodyReader.required("store_id", storeId)),
          StoreName.given(BodyReader.required("store_name", storeName)),
          new MerchantId(BodyReader.required("merchant_id", merchantId)),
          subMchId == null ? null : new MerchantId(subMchId),
          new StorePlace(areaCode, address),
          closed != null && closed);
    }
  }
}
