package dev.facepay.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over kept connections at the least cost: the caller's thread writes, one thread reads
 * for all. The load generator shares the cores with what it measures, so it must not weigh.
 */
final class HttpWire implements Closeable {

  private final InetSocketAddress address;
  private final int connectionsMax;
  private final Selector selector;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final Queue<Connection> fresh = new ConcurrentLinkedQueue<>();
  private final Thread reader;
  private volatile boolean closed;
  private volatile int connections;

  /** Is told the answer, on the reading thread. */
  interface Reply {
    void answered(int status, String text);

    void failed(IOException why);
  }

  HttpWire(InetSocketAddress address, int connectionsMax) throws IOException {
    this.address = address;
    this.connectionsMax = connectionsMax;
    this.selector = Selector.open();
    this.reader = Thread.ofPlatform().daemon().name("bench-reader").start(this::readAll);
  }

  /** Called by one thread at a time; the request fits a socket's buffer. */
  void send(ByteBuffer request, Reply reply) {
    Connection connection = idle.pollFirst();
    try {
      if (connection == null) {
        connection = connect();
      }
      connection.expect(reply);
      int bytes = request.remaining();
      if (connection.channel.write(request) != bytes) {
        throw new IOException("the socket took only a part of a request");
      }
    } catch (IOException e) {
      if (connection == null) {
        reply.failed(e);
      } else {
        connection.fail(e);
      }
    }
  }

  private Connection connect() throws IOException {
    if (connections >= connectionsMax) {
      throw new IOException("all " + connectionsMax + " connections are in use");
    }
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Connection connection = new Connection(channel);
    count(1);
    fresh.add(connection);
    selector.wakeup();
    return connection;
  }

  private synchronized void count(int more) {
    connections += more;
  }

  private void readAll() {
    OwnThread.first();
    while (!closed) {
      try {
        selector.select(this::ready);
        Connection next = fresh.poll();
        while (next != null) {
          next.channel.register(selector, SelectionKey.OP_READ, next);
          next = fresh.poll();
        }
      } catch (IOException | RuntimeException e) {
        if (!closed) {
          System.getLogger("dev.facepay.bench").log(System.Logger.Level.WARNING, "reading", e);
        }
      }
    }
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      connection.read();
    } catch (IOException e) {
      key.cancel();
      connection.fail(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    reader.interrupt();
  }

  /** One connection, with at most one request under way. */
  private final class Connection {

    private final SocketChannel channel;
    private final AnswerReader answer = new AnswerReader();
    private volatile @Nullable Reply expected;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void expect(Reply reply) {
      expected = reply;
    }

    void read() throws IOException {
      if (channel.read(answer.room()) < 0) {
        throw new IOException("the server closed the connection");
      }
      String text = answer.whole();
      Reply reply = expected;
      if (text != null && reply != null) {
        expected = null;
        if (AnswerReader.isLast(text)) {
          count(-1);
          channel.close();
        } else {
          idle.addFirst(this);
        }
        reply.answered(AnswerReader.status(text), text);
      }
    }

    void fail(IOException why) {
      Reply reply = expected;
      expected = null;
      if (!idle.remove(this) && reply == null) {
        return;
      }
      count(-1);
      try {
        channel.close();
      } catch (IOException e) {
        why.addSuppressed(e);
      }
      if (reply != null) {
        reply.failed(why);
      }
    }
  }
}
