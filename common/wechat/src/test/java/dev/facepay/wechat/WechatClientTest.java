package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.CODE;
import static dev.facepay.wechat.Samples.NOW;
import static dev.facepay.wechat.Samples.failed;
import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.paid;
import static dev.facepay.wechat.Samples.payment;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static dev.facepay.wechat.Samples.with;
import static dev.facepay.wechat.Samples.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.wechat.Micropay.NotSent;
import dev.facepay.wechat.Micropay.Paid;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
@Tag("real")
class WechatClientTest extends GatewayTest {

  @Test
  void a_payment_arrives_signed_once_and_comes_back_paid() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(paid())));
    assertThat(open(gateway.url()).micropay(payment())).isInstanceOf(Paid.class);
    assertThat(gateway.arrivals).hasSize(1);
    GatewayStub.Arrival arrival = gateway.arrivals.getFirst();
    assertThat(arrival.path()).isEqualTo("/pay/micropay");
    assertThat(arrival.fields())
        .containsEntry("out_trade_no", "T-1")
        .containsEntry("total_fee", "1280")
        .containsEntry("auth_code", CODE)
        .containsEntry("sign_type", "MD5");
    assertThat(Signing.verifies(arrival.fields(), Samples.KEY, merchant().signType())).isTrue();
    assertThat(calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.api()).isEqualTo(Api.MICROPAY);
              assertThat(call.host()).isEqualTo(gateway.url().getAuthority());
              assertThat(call.outcome() + call.code()).isEqualTo("paidnone");
            });
  }

  @Test
  void a_refused_connection_goes_to_the_second_domain_and_is_remembered() throws Exception {
    GatewayStub second = stub(GatewayStub.body(signed(paid())));
    WechatClient pay = open(nobody(), second.url());
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
    assertThat(second.arrivals).hasSize(2);
  }

  @Test
  void with_no_domain_to_connect_to_nothing_was_sent() throws Exception {
    WechatClient pay = open(nobody(), nobody());
    assertThat(pay.micropay(payment()))
        .isInstanceOfSatisfying(
            NotSent.class, n -> assertThat(n.obstacle()).isEqualTo(Code.Obstacle.NO_CONNECTION));
    assertThat(pay.query(OrderQuery.Request.byOutTradeNo("1900000109", null, "T-1", 1280)))
        .isInstanceOfSatisfying(
            Unclear.class,
            u -> assertThat(u.cause() + u.code().text()).isEqualTo("NOT_SENTNO_CONNECTION"));
    assertThat(calls.getLast().code()).isEqualTo("NO_CONNECTION");
  }

  @Test
  void connections_are_kept_and_used_again() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(paid())));
    WechatClient pay = open(gateway.url());
    for (int i = 0; i < 5; i++) {
      pay.micropay(payment());
    }
    assertThat(gateway.connections).hasValue(1);
  }

  @Test
  void a_stranger_and_a_bad_field_are_turned_away_unsent() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(paid())));
    WechatClient pay = open(gateway.url());
    assertThat(pay.micropay(Samples.withSubMchId(payment(), "a b")))
        .isEqualTo(
            new NotSent(
                Code.Obstacle.INVALID_FIELD, "sub_mch_id must be 1 to 32 letters or digits"));
    assertThat(pay.reverse(Reverse.Request.byOutTradeNo("77", null, "T-1")))
        .isEqualTo(new Reverse.Refused(Code.Obstacle.UNKNOWN_MERCHANT, "no key of merchant 77"));
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void refunds_are_asked_for_page_by_page_and_add_up() throws Exception {
    Map<String, String> ten = with(with(success(), "out_trade_no", "T-1"), "refund_count", "10");
    for (int n = 0; n < 10; n++) {
      ten = with(with(ten, "refund_fee_" + n, "100"), "refund_status_" + n, "SUCCESS");
      ten = with(ten, "out_refund_no_" + n, "T-1@" + n);
    }
    GatewayStub gateway = stub(GatewayStub.body(signed(ten)));
    OrderQuery.Request order = OrderQuery.Request.byOutTradeNo("1900000109", null, "T-1", 12_800);
    assertThat(open(gateway.url()).refunds(order))
        .as("every page is full: there is no end")
        .isInstanceOf(Unclear.class);
    assertThat(gateway.arrivals).hasSize(RefundQuery.PAGES_MAX);
    assertThat(gateway.arrivals.getFirst().path()).isEqualTo("/pay/refundquery");
    assertThat(gateway.arrivals.getFirst().fields())
        .containsEntry("out_trade_no", "T-1")
        .doesNotContainKey("offset");
    assertThat(gateway.arrivals.getLast().fields()).containsEntry("offset", "40");
    gateway.behave(GatewayStub.body(signed(with(ten, "total_refund_count", "10"))));
    assertThat(open(gateway.url()).refunds(order))
        .isInstanceOfSatisfying(
            RefundQuery.Refunds.class,
            it -> {
              assertThat(it.returnedFen()).isEqualTo(1000);
              assertThat(it.numbers()).hasSize(10).containsEntry("T-1@9", 100L);
            });
    assertThat(calls.getLast().api()).isEqualTo(Api.REFUNDQUERY);
  }

  @Test
  void query_reverse_and_authinfo_speak_to_their_own_addresses() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(failed("ORDERNOTEXIST"))));
    WechatClient pay = open(gateway.url());
    assertThat(pay.query(new OrderQuery.Request("1900000109", "88", "T-1", "42", 1)))
        .isEqualTo(new OrderQuery.NotFound());
    assertThat(gateway.arrivals.getLast().fields())
        .containsEntry("transaction_id", "42")
        .containsEntry("sub_mch_id", "88")
        .containsEntry("sub_appid", "wxsub")
        .doesNotContainKey("out_trade_no");
    gateway.behave(GatewayStub.body(signed(with(success(), "recall", "N"))));
    assertThat(pay.reverse(Reverse.Request.byOutTradeNo("1900000109", null, "T-1")))
        .isEqualTo(new Reverse.Confirmed());
    gateway.behave(
        GatewayStub.body(
            signed(
                with(
                    with(without(success(), "result_code"), "authinfo", "info"),
                    "expires_in",
                    "60"))));
    Authinfo.Request ask =
        new Authinfo.Request(
            "1900000109", null, "S1", "Shop", "D1", "{\"a\":1}", new Secret("raw-data"));
    assertThat(ask.toString()).doesNotContain("raw-data");
    assertThat(pay.authinfo(ask)).isInstanceOf(Authinfo.Issued.class);
    assertThat(gateway.arrivals.getLast().fields())
        .containsEntry("now", Long.toString(NOW.getEpochSecond()))
        .containsEntry("version", "1")
        .containsEntry("rawdata", "raw-data");
    assertThat(gateway.arrivals)
        .extracting(GatewayStub.Arrival::path)
        .containsExactly("/pay/orderquery", "/secapi/pay/reverse", "/face/info");
  }

  @Test
  void a_listener_with_a_bug_does_not_cost_the_outcome() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(paid())));
    WechatClient pay =
        WechatClient.open(
            settings(1_000, 10, gateway.url()),
            Merchants.of(merchant()),
            InstantSource.fixed(NOW),
            call -> {
              throw new IllegalStateException("bug");
            });
    opened.add(pay);
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
  }

  @Test
  void a_payment_code_is_never_printed() {
    assertThat(payment().toString()).doesNotContain(CODE);
    assertThat(merchant().toString()).doesNotContain(Samples.KEY.reveal());
  }

  @Test
  void a_bad_trust_store_is_named_when_opening() {
    GatewaySettings settings =
        GatewaySettings.defaults().withTrustStorePem(java.nio.file.Path.of("no-such.pem"));
    assertThatThrownBy(
            () ->
                WechatClient.open(
                    settings, Merchants.of(merchant()), InstantSource.system(), CallListener.NONE))
        .hasMessageContaining("trust-store-pem");
  }
}
