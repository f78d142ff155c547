package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.CODE;
import static dev.facepay.wechat.Samples.KEY;
import static dev.facepay.wechat.Samples.NOW;
import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.binarywang.wxpay.bean.request.BaseWxPayRequest;
import com.github.binarywang.wxpay.bean.request.WxPayFaceAuthInfoRequest;
import com.github.binarywang.wxpay.bean.request.WxPayMicropayRequest;
import com.github.binarywang.wxpay.bean.request.WxPayOrderQueryRequest;
import com.github.binarywang.wxpay.bean.request.WxPayOrderReverseRequest;
import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import com.github.binarywang.wxpay.util.SignUtils;
import dev.facepay.wechat.Micropay.Extras;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For equal inputs, a client that nobody here wrote sends the same fields with the same sign. */
class WxJavaTest {

  private static final String NONCE = "5K8264ILTKCH16CQ2502SI8ZNMTM67VS";
  private static final String DETAIL =
      "{\"goods_detail\":[{\"goods_id\":\"1\",\"goods_name\":\"茶 & <cake>\",\"price\":1280}]}";
  private static final String SCENE = "{\"store_info\":{\"id\":\"S1\",\"name\":\"分店\"}}";

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
            SCENE);
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
    assertThat(ourFields).containsExactlyInAnyOrderEntriesOf(theirFields);
    // Each side's signer over the other side's message.
    assertThat(Signing.sign(theirFields, KEY, type)).isEqualTo(theirFields.get("sign"));
    assertThat(
            SignUtils.createSign(
                new LinkedHashMap<>(ourFields), type.wireName(), KEY.reveal(), new String[0]))
        .isEqualTo(ourFields.get("sign"));
    // They read what we write on the wire.
    assertThat(MessageXml.read(MessageXml.write(ourFields))).isEqualTo(theirFields);
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
    public String post(String url, String body, boolean useKey) {
      sent = body;
      return signed(success(), merchant(type));
    }
  }
}
