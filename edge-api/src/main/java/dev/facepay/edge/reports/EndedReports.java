package dev.facepay.edge.reports;

import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tombstones of what devices are not asked for any more: so that the log's other topic, a repeat or
 * a late answer finds how it ended. The newest stay; of an older one a repeat is "not known", which
 * the device forgets, and report-service asks for no try twice.
 */
final class EndedReports {

  /** Devices that are there once; beyond it one may be there twice. */
  private static final int PLACES_MAX = 50_000;

  private final int max;

  /** By the trade's id as text. */
  private final Map<String, Ended> byTrade = new LinkedHashMap<>();

  private final Map<Place, Place> places = new HashMap<>();

  EndedReports(int max) {
    this.max = max;
  }

  private record Place(@Nullable MerchantId subMerchant, StoreId store, DeviceId device) {}

  /**
   * @param upTo the last try that is over
   * @param forGood whether no later try is open either: confirmed, or ended by a person
   * @param answeredTry the newest try that the device has answered, 0 if none
   * @param outcome what it answered; a confirmation of any try stands
   */
  private record Ended(
      Place place,
      int upTo,
      boolean forGood,
      int answeredTry,
      @Nullable Coded<ReportOutcome> outcome) {

    Ended answered(int tryNo, Coded<ReportOutcome> said) {
      boolean confirmed = said == ReportOutcome.CONFIRMED;
      boolean stands = outcome == ReportOutcome.CONFIRMED || (tryNo < answeredTry && !confirmed);
      return new Ended(
          place,
          Math.max(upTo, tryNo),
          forGood || confirmed,
          stands ? answeredTry : tryNo,
          stands ? outcome : said);
    }
  }

  synchronized void answered(ReportTold fact) {
    put(fact.trade(), ended(fact.trade()).answered(fact.tryNo(), fact.outcome()));
  }

  /** Not asked for any more, unless a person wants another try. */
  synchronized void givenUp(TradeRef trade, int tryNo) {
    Ended e = ended(trade);
    put(
        trade,
        new Ended(e.place(), Math.max(e.upTo(), tryNo), e.forGood(), e.answeredTry(), e.outcome()));
  }

  /** A person ended it: whatever is still asked for, the device shall not make it. */
  synchronized void resolved(TradeRef trade, int tryNo) {
    Ended e = ended(trade);
    put(trade, new Ended(e.place(), Math.max(e.upTo(), tryNo), true, e.answeredTry(), e.outcome()));
  }

  /** Whether this try need not be made. */
  synchronized boolean covers(PaymentId trade, int tryNo) {
    Ended ended = byTrade.get(trade.toString());
    return ended != null && (ended.forGood() || tryNo <= ended.upTo());
  }

  /** Whether the log has this answer, or one that is stronger. */
  synchronized boolean knows(PaymentId trade, int tryNo, ReportOutcome outcome) {
    Ended ended = byTrade.get(trade.toString());
    return ended != null
        && (ended.outcome() == ReportOutcome.CONFIRMED
            || (ended.answeredTry() == tryNo && ended.outcome() == outcome));
  }

  /** The trade, if that device was asked for this try of it. */
  synchronized @Nullable TradeRef asked(PaymentId trade, DeviceId device, int tryNo) {
    Ended ended = byTrade.get(trade.toString());
    if (ended == null || !ended.place().device().equals(device) || tryNo > ended.upTo()) {
      return null;
    }
    Place place = ended.place();
    return new TradeRef(trade, place.subMerchant(), place.store(), place.device());
  }

  synchronized int size() {
    return byTrade.size();
  }

  private Ended ended(TradeRef trade) {
    Ended before = byTrade.get(trade.id().toString());
    return before == null ? new Ended(place(trade), 0, false, 0, null) : before;
  }

  private Place place(TradeRef trade) {
    if (places.size() >= PLACES_MAX) {
      places.clear();
    }
    return places.computeIfAbsent(
        new Place(trade.subMerchant(), trade.store(), trade.device()), it -> it);
  }

  private void put(TradeRef trade, Ended ended) {
    byTrade.put(trade.id().toString(), ended);
    if (byTrade.size() > max) {
      byTrade.remove(byTrade.keySet().iterator().next());
    }
  }
}
