package dev.facepay.device.face.emulated;

import static dev.facepay.device.face.emulated.AnswerMap.error;
import static dev.facepay.device.face.emulated.AnswerMap.returning;
import static dev.facepay.device.face.emulated.AnswerMap.success;

import dev.facepay.device.face.WxPayFace;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * WeChat's face SDK, emulated. States: released → initialising → ready; a call too early answers
 * 271378620 or 271378621, as on a device. Call it on the scheduler's thread.
 */
public final class EmulatedWxPayFace implements WxPayFace {

  private static final int NOT_INITIALISED = 271378620;
  private static final int INITIALISING = 271378621;

  private enum State {
    RELEASED,
    INITIALISING,
    READY
  }

  private final SdkVersion version;
  private final Scheduler scheduler;
  private final Delays delays;
  private final Random random;
  private final Scene scene;
  private State state = State.RELEASED;
  private @Nullable Scan scan;
  private @Nullable Callback resultPage;

  public EmulatedWxPayFace(
      SdkVersion version, Scheduler scheduler, Delays delays, Random random, Scene scene) {
    this.version = version;
    this.scheduler = scheduler;
    this.delays = delays;
    this.random = random;
    this.scene = scene;
  }

  @Override
  public void initWxpayface(Map<String, Object> info, Callback callback) {
    Behaviour behaviour = begin(SdkCall.INIT);
    if (behaviour instanceof Behaviour.Works && wrong(SdkCall.INIT, info) == null) {
      if (state == State.INITIALISING) {
        answer(callback, error("ERROR", "initialising", INITIALISING), Duration.ZERO);
        return;
      }
      state = State.INITIALISING;
      scheduler.after(
          delays.init(),
          () -> {
            state = State.READY;
            callback.response(success());
          });
      return;
    }
    play(SdkCall.INIT, behaviour, info, success(), callback);
  }

  @Override
  public void getWxpayfaceRawdata(Callback callback) {
    Map<String, Object> answer = success();
    answer.put("rawdata", "emulated-" + Long.toHexString(random.nextLong()));
    play(SdkCall.RAWDATA, begin(SdkCall.RAWDATA), Map.of(), answer, callback);
  }

  @Override
  public void enableFirewall(String mchId, @Nullable String subMchId, Callback callback) {
    firewall(SdkCall.ENABLE_FIREWALL, true, subMchId, callback);
  }

  @Override
  public void disableFirewall(String mchId, @Nullable String subMchId, Callback callback) {
    firewall(SdkCall.DISABLE_FIREWALL, false, subMchId, callback);
  }

  @Override
  public void getWxpayfaceCode(Map<String, String> info, Callback callback, Callback result) {
    Behaviour behaviour = begin(SdkCall.FACE_CODE);
    scene.fields(info);
    Face face = scene.face();
    boolean works =
        behaviour instanceof Behaviour.Works
            || behaviour instanceof Behaviour.BuyerLeaves
            || behaviour instanceof Behaviour.PageEnds
            || behaviour instanceof Behaviour.PageStays;
    if (!works || state != State.READY || wrong(SdkCall.FACE_CODE, info) != null) {
      play(SdkCall.FACE_CODE, behaviour, info, AnswerMap.code(face, random), callback);
      return;
    }
    if (scan != null) {
      answer(callback, error("ERROR", "camera busy", null), delays.other());
      return;
    }
    Scan page = new Scan(callback, result);
    scan = page;
    scheduler.after(delays.scan(), () -> page.end(behaviour, face));
  }

  @Override
  public void quitWxpayface(Map<String, String> info, @Nullable Callback callback) {
    Behaviour behaviour = begin(SdkCall.QUIT);
    scene.fields(info);
    Scan open = scan;
    if (behaviour instanceof Behaviour.Works && open != null) {
      open.close();
    }
    if (callback != null) {
      play(SdkCall.QUIT, behaviour, info, success(), callback);
    }
  }

  @Override
  public void updateWxpayfacePayResult(Map<String, String> info, Callback callback) {
    Behaviour behaviour = begin(SdkCall.UPDATE_PAY_RESULT);
    Map<String, Object> answer =
        behaviour instanceof Behaviour.BuyerLeaves
            ? returning("USER_QUERY_CANCEL", "left")
            : success();
    play(SdkCall.UPDATE_PAY_RESULT, behaviour, info, answer, callback);
  }

  @Override
  public void releaseWxpayface() {
    begin(SdkCall.RELEASE);
    state = State.RELEASED;
    scan = null;
    if (resultPage != null) {
      resultPage = null;
      scene.page("page cut");
    }
  }

  @Override
  public void reportOrder(Map<String, String> info, Callback callback) {
    Behaviour behaviour = begin(SdkCall.REPORT_ORDER);
    if (ready(behaviour, SdkCall.REPORT_ORDER, info)) {
      scene.reported("order " + info.get("out_trade_no"));
    }
    play(SdkCall.REPORT_ORDER, behaviour, info, success(), callback);
  }

  @Override
  public void reportPaycode(Map<String, String> info, Callback callback) {
    Behaviour behaviour = begin(SdkCall.REPORT_PAYCODE);
    if (ready(behaviour, SdkCall.REPORT_PAYCODE, info)) {
      scene.reported("paycode " + info.get("auth_code"));
    }
    play(SdkCall.REPORT_PAYCODE, behaviour, info, success(), callback);
  }

  /** A call that the version lacks ends as on a device: there is no such method. */
  private Behaviour begin(SdkCall call) {
    scene.count(call);
    if (!call.isIn(version)) {
      throw new NoSuchMethodError(call.wire());
    }
    Behaviour behaviour = scene.next(call);
    if (behaviour instanceof Behaviour.Throws) {
      throw new IllegalStateException("the SDK's process is gone");
    }
    return behaviour;
  }

  private void firewall(SdkCall call, boolean on, @Nullable String subMchId, Callback callback) {
    Behaviour behaviour = begin(call);
    Map<String, String> info = subMchId == null ? Map.of() : Map.of("sub_mch_id", subMchId);
    play(call, behaviour, info, success(), callback);
    boolean lost =
        behaviour instanceof Behaviour.AnswersNull || behaviour instanceof Behaviour.Silent;
    if (!lost && ready(behaviour, call, info)) {
      scene.firewall(on);
    }
  }

  private @Nullable String wrong(SdkCall call, Map<String, ?> info) {
    return FieldCheck.wrong(call, info, version, scene.shop());
  }

  private boolean ready(Behaviour behaviour, SdkCall call, Map<String, ?> info) {
    boolean fails = behaviour instanceof Behaviour.Answers;
    return !fails && state == State.READY && wrong(call, info) == null;
  }

  private void play(
      SdkCall call,
      Behaviour behaviour,
      Map<String, ?> info,
      Map<String, Object> good,
      Callback callback) {
    if (behaviour instanceof Behaviour.Silent) {
      return;
    }
    if (behaviour instanceof Behaviour.AnswersNull) {
      answer(callback, null, delays.other());
      return;
    }
    if (behaviour instanceof Behaviour.Answers said) {
      answer(callback, error(said.returnCode(), said.returnMsg(), said.errCode()), delays.other());
      return;
    }
    if (call != SdkCall.INIT && state != State.READY) {
      int code = state == State.INITIALISING ? INITIALISING : NOT_INITIALISED;
      answer(callback, error("ERROR", "call init", code), Duration.ZERO);
      return;
    }
    String wrong = wrong(call, info);
    if (wrong != null) {
      answer(callback, error("PARAM_ERROR", wrong, null), delays.other());
      return;
    }
    if (call == SdkCall.INIT) {
      state = State.READY;
    }
    Duration late =
        behaviour instanceof Behaviour.Late l ? delays.other().plus(l.by()) : delays.other();
    answer(callback, behaviour instanceof Behaviour.AnswersEmpty ? success() : good, late);
    if (behaviour instanceof Behaviour.AnswersTwice) {
      answer(callback, good, late);
    }
  }

  private void answer(Callback callback, @Nullable Map<String, Object> map, Duration after) {
    scheduler.after(after, () -> callback.response(map));
  }

  /** From 2.13 on the page shows the result by itself; before, it is told and says how it ended. */
  private void showResult(Behaviour behaviour, Callback result) {
    if (behaviour instanceof Behaviour.BuyerLeaves) {
      result.response(returning("USER_QUERY_CANCEL", "left"));
    } else if (behaviour instanceof Behaviour.PageEnds ends) {
      String word = ends.returnCode();
      result.response(word == null ? null : returning(word, "page"));
    } else if (version.isAtLeast(new SdkVersion(2, 13))) {
      resultPage = result;
      if (!(behaviour instanceof Behaviour.PageStays)) {
        scheduler.after(delays.page(), () -> closeResult(result));
      }
    }
  }

  private void closeResult(Callback result) {
    if (resultPage == result) {
      resultPage = null;
      scene.page("page over");
      result.response(success());
    }
  }

  /** An open scan page. */
  private final class Scan {

    private final Callback callback;
    private final Callback result;
    private boolean over;

    Scan(Callback callback, Callback result) {
      this.callback = callback;
      this.result = result;
    }

    void end(Behaviour behaviour, @Nullable Face face) {
      if (over) {
        return;
      }
      over = true;
      scan = null;
      if (behaviour instanceof Behaviour.BuyerLeaves leaves && !leaves.afterTheCode()) {
        result.response(returning("USER_QUERY_CANCEL", "left"));
        return;
      }
      callback.response(AnswerMap.code(face, random));
      if (face != null) {
        scene.page("face code");
        showResult(behaviour, result);
      }
    }

    /** The App has closed the page. */
    void close() {
      if (!over) {
        over = true;
        scan = null;
        callback.response(error("ERROR", "closed by the App", null));
      }
    }
  }
}
