package dev.facepay.simulator.ledger;

/** An order as the gateway knows it: the merchant's number, unique for the merchant. */
public record OrderKey(String mchId, String outTradeNo) {}
