package dev.facepay.wechat.call;

/** The states of an order (spec section 6); named as on the wire. */
public enum TradeState {
  SUCCESS,
  REFUND,
  NOTPAY,
  CLOSED,
  REVOKED,
  USERPAYING,
  PAYERROR
}
