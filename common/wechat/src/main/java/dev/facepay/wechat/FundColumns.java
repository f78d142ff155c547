package dev.facepay.wechat;

import java.util.ArrayList;
import java.util.List;

/** A fund flow's columns: what went into the account and out of it. */
final class FundColumns implements Bill.Columns {

  private int direction;
  private int amount;
  private int remark;
  private boolean hasRemark;
  private long in;
  private long out;
  private long inFen;
  private long outFen;

  @Override
  public String totals() {
    return "资金流水总笔数";
  }

  @Override
  public void header(List<String> names) throws Bill.Unreadable {
    direction = place(names, "收支类型");
    amount = place(names, "收支金额(元)");
    hasRemark = names.contains("备注");
    remark = hasRemark ? names.indexOf("备注") : 0;
  }

  private static int place(List<String> names, String name) throws Bill.Unreadable {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).replace('（', '(').replace('）', ')').equals(name)) {
        return i;
      }
    }
    throw new Bill.Unreadable("the column " + name + " is missing");
  }

  @Override
  public int freeFrom() {
    return remark;
  }

  @Override
  public int freeCount() {
    return hasRemark ? 1 : 0;
  }

  @Override
  public void line(long number, List<String> cells) throws Bill.Unreadable {
    long fen = BillParser.fen("收支金额(元)", cells.get(amount));
    switch (cells.get(direction)) {
      case "收入" -> {
        in++;
        inFen += fen;
      }
      case "支出" -> {
        out++;
        outFen += fen;
      }
      default -> throw new Bill.Unreadable("收支类型 is neither 收入 nor 支出");
    }
  }

  @Override
  public List<String> check(List<String> names, List<String> cells) throws Bill.Unreadable {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String cell = cells.get(i);
      boolean differs =
          switch (name) {
            case "资金流水总笔数" -> BillParser.count(name, cell) != in + out;
            case "收入笔数" -> BillParser.count(name, cell) != in;
            case "支出笔数" -> BillParser.count(name, cell) != out;
            case "收入金额" -> BillParser.fen(name, cell) != inFen;
            case "支出金额" -> BillParser.fen(name, cell) != outFen;
            default -> false;
          };
      if (differs) {
        differences.add(name + " is told as " + cell + ", and the lines come to another sum");
      }
    }
    return differences;
  }

  /** What came in stands as settled, what went out as refunded. */
  @Override
  public Bill.Sums sums() {
    return new Bill.Sums(in + out, inFen, outFen, 0, 0, null, null);
  }
}
