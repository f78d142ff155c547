package dev.facepay.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * What arrives at one address goes on to another, as the weather lets it. What is lost in silence
 * stays lost, and its connection breaks when the weather clears: nothing arrives long after who
 * sent it has given up.
 */
final class Wire implements AutoCloseable {

  /** The longest that a slow wire holds what passes. */
  static final Duration SLOW_MAX = Duration.ofMillis(800);

  private static final int BUFFER = 16 * 1024;
  private static final int BACKLOG = 200;
  private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final ServerSocket door = new ServerSocket();
  private final InetSocketAddress target;
  private final Supplier<Weather> weather;
  private final Set<Passage> open = ConcurrentHashMap.newKeySet();

  Wire(InetSocketAddress at, InetSocketAddress target, Supplier<Weather> weather)
      throws IOException {
    this.target = target;
    this.weather = weather;
    door.setReuseAddress(true);
    door.bind(at, BACKLOG);
    Thread.ofVirtual().name("wire-" + at.getPort()).start(this::accept);
  }

  /** Breaks what is connected. */
  void breakAll() {
    open.forEach(Passage::end);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        Thread.ofVirtual().start(() -> pass(near));
      } catch (IOException e) {
        // Closed, or one connection less.
      }
    }
  }

  private void pass(Socket near) {
    Passage passage = new Passage(near, new Socket());
    open.add(passage);
    try {
      near.setTcpNoDelay(true);
      passage.holdWhile(Weather.SILENT);
      if (weather.get() == Weather.CUT) {
        passage.end();
        return;
      }
      passage.far.setTcpNoDelay(true);
      passage.far.connect(target, (int) CONNECT_MAX.toMillis());
      Thread back = Thread.ofVirtual().start(() -> passage.pump(passage.far, near, true));
      passage.pump(near, passage.far, false);
      back.join();
    } catch (IOException e) {
      // Whoever is there sees that the connection breaks.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      passage.end();
      open.remove(passage);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    breakAll();
  }

  /** One connection. */
  private final class Passage {

    private final Socket near;
    private final Socket far;
    private volatile boolean lost;

    Passage(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    private void pump(Socket from, Socket to, boolean answers) {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        int count = in.read(buffer);
        while (count >= 0) {
          Weather now = weather.get();
          lost |= now == Weather.SILENT || (now == Weather.DEAF && answers);
          if (lost) {
            holdWhile(now);
            end();
            return;
          }
          if (now == Weather.SLOW) {
            Thread.sleep(ThreadLocalRandom.current().nextLong(SLOW_MAX.toMillis()));
          }
          out.write(buffer, 0, count);
          count = in.read(buffer);
        }
        to.shutdownOutput();
      } catch (IOException e) {
        end();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        end();
      }
    }

    private void holdWhile(Weather bad) throws InterruptedException {
      while (weather.get() == bad && !door.isClosed()) {
        Thread.sleep(LOOK_AGAIN);
      }
    }

    void end() {
      for (Socket socket : new Socket[] {near, far}) {
        try {
          socket.setSoLinger(true, 0);
          socket.close();
        } catch (IOException e) {
          // Broken already.
        }
      }
    }
  }
}
