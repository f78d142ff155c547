package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.CODE;
import static dev.facepay.wechat.Samples.KEY;
import static dev.facepay.wechat.Samples.NOW;
import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.binarywang.wxpay.bean.request.BaseWxPayRequest;
import com.github.binarywang.wxpay.bean.request.WxPayDownloadBillRequest;
import com.github.binarywang.wxpay.bean.request.WxPayDownloadFundFlowRequest;
import com.github.binarywang.wxpay.bean.request.WxPayFaceAuthInfoRequest;
import com.github.binarywang.wxpay.bean.request.WxPayMicropayRequest;
import com.github.binarywang.wxpay.bean.request.WxPayOrderQueryRequest;
import com.github.binarywang.wxpay.bean.request.WxPayOrderReverseRequest;
import com.github.binarywang.wxpay.bean.request.WxPayRefundQueryRequest;
import com.github.binarywang.wxpay.bean.request.WxPayRefundRequest;
import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import com.github.binarywang.wxpay.util.SignUtils;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.StoreId;
import dev.facepay.wechat.DownloadBill.Kind;
import dev.facepay.wechat.Micropay.Extras;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For equal inputs, a client that nobody here wrote sends the same fields with the same sign. */
class WxJavaTest {

  private static final String NONCE = "5K8264ILTKCH16CQ2502SI8ZNMTM67VS";
  private static final String DETAIL =
      "{\"goods_detail\":[{\"goods_id\":\"1\",\"goods_name\":\"茶 & <cake>\",\"price\":1280}]}";
  private static final String SCENE =
      "{\"store_info\":{\"id\":\"S1\",\"name\":\"分店\",\"area_code\":\"310101\",\"address\":\"外滩 17"
          + " 号\"}}";

  private static final RefundRef REFUND =
      new RefundRef(
          new PaymentId(new MerchantId("1900000109"), new OutTradeNo("T-1")),
          new OrderNo("T-1"),
          1,
          null,
          new StoreId("S017"),
          new RefundNo("R1"),
          new Money(500),
          Instant.EPOCH);

  @ParameterizedTest
  @EnumSource(SignType.class)
  void a_payment(SignType type) throws Exception {
    Extras extras =
        new Extras(
            "D1",
            DETAIL,
            "a&b=<c>'\"",
            "CNY",
            "tag",
            "no_credit",
            NOW,
            NOW.plusSeconds(300),
            "Y",
            SCENE,
            "Y");
    Micropay.Request ours =
        Samples.withExtras(
            Samples.request("1900000109", "T-1|*_", 1280, CODE, "刷脸 Shop-17", "10.0.0.7"), extras);
    WxPayMicropayRequest theirs = new WxPayMicropayRequest();
    theirs.setOutTradeNo("T-1|*_");
    theirs.setTotalFee(1280);
    theirs.setAuthCode(CODE);
    theirs.setBody("刷脸 Shop-17");
    theirs.setSpbillCreateIp("10.0.0.7");
    theirs.setDeviceInfo("D1");
    theirs.setDetail(DETAIL);
    theirs.setAttach("a&b=<c>'\"");
    theirs.setFeeType("CNY");
    theirs.setGoodsTag("tag");
    theirs.setLimitPay("no_credit");
    theirs.setTimeStart("20261122160000");
    theirs.setTimeExpire("20261122160500");
    theirs.setReceipt("Y");
    theirs.setSceneInfo(SCENE);
    theirs.setProfitSharing("Y");
    same(
        type,
        Micropay.fields(ours, merchant(type)),
        theirs,
        false,
        client -> client.micropay(theirs));
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  void a_payment_for_a_sub_merchant_with_nothing_optional(SignType type) throws Exception {
    Micropay.Request ours =
        Samples.withSubMchId(Samples.request("1900000109", "T1", 1, CODE, "b", "::1"), "88");
    WxPayMicropayRequest theirs = new WxPayMicropayRequest();
    theirs.setOutTradeNo("T1");
    theirs.setTotalFee(1);
    theirs.setAuthCode(CODE);
    theirs.setBody("b");
    theirs.setSpbillCreateIp("::1");
    theirs.setFeeType("CNY");
    same(
        type,
        Micropay.fields(ours, merchant(type)),
        theirs,
        true,
        client -> client.micropay(theirs));
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  void a_query(SignType type) throws Exception {
    WxPayOrderQueryRequest theirs = new WxPayOrderQueryRequest();
    theirs.setOutTradeNo("T1");
    same(
        type,
        OrderQuery.fields(
            OrderQuery.Request.byOutTradeNo("1900000109", null, "T1", 1), merchant(type)),
        theirs,
        false,
        client -> client.queryOrder(theirs));
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  void a_reversal(SignType type) throws Exception {
    WxPayOrderReverseRequest theirs = new WxPayOrderReverseRequest();
    theirs.setTransactionId("4200001234202611220000000001");
    Reverse.Request ours =
        new Reverse.Request("1900000109", "88", null, "4200001234202611220000000001");
    same(
        type,
        Reverse.fields(ours, merchant(type)),
        theirs,
        true,
        client -> client.reverseOrder(theirs));
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  void a_credential(SignType type) throws Exception {
    WxPayFaceAuthInfoRequest theirs = new WxPayFaceAuthInfoRequest();
    theirs.setStoreId("S1");
    theirs.setStoreName("分店");
    theirs.setDeviceId("D1");
    theirs.setAttach("{\"a\":1}");
    theirs.setRawdata("raw+/=");
    theirs.setNow(Long.toString(NOW.getEpochSecond()));
    theirs.setVersion("1");
    // Left alone, it signs with MD5 here whatever the configuration says.
    theirs.setSignType(type.wireName());
    Authinfo.Request ours =
        new Authinfo.Request(
            "1900000109", null, "S1", "分店", "D1", "{\"a\":1}", new Secret("raw+/="));
    same(
        type,
        Authinfo.fields(ours, merchant(type), NOW),
        theirs,
        false,
        client -> client.getWxPayFaceAuthInfo(theirs));
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  void a_refund_and_the_question_what_became_of_it(SignType type) throws Exception {
    WxPayRefundRequest theirs = new WxPayRefundRequest();
    theirs.setOutTradeNo("T-1");
    theirs.setOutRefundNo("T-1@R1");
    theirs.setTotalFee(1280);
    theirs.setRefundFee(500);
    theirs.setRefundFeeType("CNY");
    theirs.setRefundDesc("少了一件 & <one>");
    Refund.Request ours = new Refund.Request(REFUND, new Money(1280), "少了一件 & <one>", false);
    same(type, Refund.fields(ours, merchant(type)), theirs, false, client -> client.refund(theirs));

    WxPayRefundQueryRequest asked = new WxPayRefundQueryRequest();
    asked.setOutRefundNo("T-1@R1");
    same(
        type,
        RefundQuery.fields(null, REFUND.outRefundNo(), merchant(type)),
        asked,
        false,
        client -> client.refundQuery(asked));
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  void a_bill(SignType type) throws Exception {
    WxPayDownloadBillRequest theirs = new WxPayDownloadBillRequest();
    theirs.setBillDate("20261128");
    theirs.setBillType("ALL");
    theirs.setTarType("GZIP");
    same(
        type,
        bill(Kind.ALL, type),
        theirs,
        false,
        client -> noBill(client::downloadRawBill, theirs));
  }

  @Test
  void a_fund_flow() throws Exception {
    WxPayDownloadFundFlowRequest theirs = new WxPayDownloadFundFlowRequest();
    theirs.setBillDate("20261128");
    theirs.setAccountType("Basic");
    theirs.setTarType("GZIP");
    SignType type = DownloadBill.FUNDS_SIGN_TYPE;
    same(
        type,
        bill(Kind.FUNDS, type),
        theirs,
        false,
        client -> noBill(client::downloadFundFlow, theirs));
  }

  private static Message bill(Kind kind, SignType type) {
    LocalDate day = LocalDate.of(2026, 11, 28);
    return DownloadBill.fields(new DownloadBill.Request("1900000109", day, kind), merchant(type));
  }

  private interface Download<T> {
    Object of(T request) throws WxPayException;
  }

  /** What it is answered here is no bill. */
  private static <T> Object noBill(Download<T> download, T request) {
    assertThatThrownBy(() -> download.of(request)).hasRootCauseMessage("no bill");
    return request;
  }

  private interface TheirCall {
    Object on(WxPayServiceImpl client) throws WxPayException;
  }

  private static void same(
      SignType type, Message ours, BaseWxPayRequest theirs, boolean sub, TheirCall call)
      throws Exception {
    theirs.setNonceStr(NONCE);
    Capturing client = new Capturing(type, sub);
    assertThat(call.on(client)).as("they accept what our test answers").isNotNull();
    Map<String, String> theirFields = MessageXml.read(String.valueOf(client.sent));
    Merchant merchant = merchant(type);
    Map<String, String> ourFields = Signing.seal(((Message.Ready) ours).fields(), merchant, NONCE);
    // It names an operator in refunds, which WeChat asks for no more: signed, and not ours to send.
    Map<String, String> both = new LinkedHashMap<>(theirFields);
    if (both.remove("op_user_id") != null) {
      both.put("sign", Signing.sign(both, KEY, type));
    }
    assertThat(ourFields).containsExactlyInAnyOrderEntriesOf(both);
    // Each side's signer over the other side's message.
    assertThat(Signing.sign(theirFields, KEY, type)).isEqualTo(theirFields.get("sign"));
    assertThat(
            SignUtils.createSign(
                new LinkedHashMap<>(ourFields), type.wireName(), KEY.reveal(), new String[0]))
        .isEqualTo(ourFields.get("sign"));
    // They read what we write on the wire.
    assertThat(MessageXml.read(MessageXml.write(ourFields))).isEqualTo(both);
  }

  /** Keeps what would be sent. */
  private static final class Capturing extends WxPayServiceImpl {

    private final SignType type;
    private @Nullable String sent;

    Capturing(SignType type, boolean sub) {
      this.type = type;
      WxPayConfig config = new WxPayConfig();
      config.setAppId("wxd930ea5d5a258f4f");
      config.setMchId("1900000109");
      config.setMchKey(KEY.reveal());
      config.setSignType(type.wireName());
      if (sub) {
        config.setSubMchId("88");
        config.setSubAppId("wxsub");
      }
      setConfig(config);
    }

    @Override
    public byte[] postForBytes(String url, String body, boolean useKey) {
      sent = body;
      throw new IllegalStateException("no bill");
    }

    @Override
    public String post(String url, String body, boolean useKey) {
      sent = body;
      return signed(success(), merchant(type));
    }
  }
}
