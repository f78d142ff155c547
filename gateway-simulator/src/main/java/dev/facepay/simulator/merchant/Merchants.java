package dev.facepay.simulator.merchant;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All merchants, and whose certificate is out of date. */
public final class Merchants {
  private final Map<String, Merchant> byNumber;
  private final Set<String> appIds;
  private final Set<String> expired = ConcurrentHashMap.newKeySet();

  public Merchants(List<Merchant> all) {
    byNumber = all.stream().collect(Collectors.toMap(Merchant::mchId, Function.identity()));
    appIds = all.stream().map(Merchant::appId).collect(Collectors.toUnmodifiableSet());
  }

  public Optional<Merchant> find(String mchId) {
    return Optional.ofNullable(byNumber.get(mchId));
  }

  public Collection<Merchant> all() {
    return byNumber.values();
  }

  /** Whether any merchant has this appid. */
  public boolean isAppId(String appId) {
    return appIds.contains(appId);
  }

  /** Makes a merchant's certificate count as expired, or good again. */
  public void setCertificateExpired(String mchId, boolean isExpired) {
    if (isExpired) {
      expired.add(mchId);
    } else {
      expired.remove(mchId);
    }
  }

  public boolean isCertificateExpired(String mchId) {
    return expired.contains(mchId);
  }
}
