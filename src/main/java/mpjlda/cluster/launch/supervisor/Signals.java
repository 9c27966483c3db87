package mpjlda.cluster.launch.supervisor;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Operating-system signals to this process, taken over until {@link #close}. Java has them only in
 * {@code sun.misc.Signal} (module jdk.unsupported), for which the compiler has a warning that
 * cannot be silenced: hence reflection. A signal that cannot be had keeps its usual effect, and one
 * that this process was started to ignore ({@code nohup}) stays ignored, if it is HUP, INT or TERM.
 */
final class Signals implements AutoCloseable {
  /**
   * One signal that has arrived.
   *
   * @param name without "SIG"
   */
  record Received(String name, int number) {
    @Override
    public String toString() {
      return "SIG" + name;
    }
  }

  private final Consumer<Received> taker;
  private final Map<Object, Object> handlersBefore = new ConcurrentHashMap<>();

  private Signals(Consumer<Received> taker) {
    this.taker = taker;
  }

  /**
   * @param names without "SIG"
   * @param taker called for each signal, each time on a new thread
   */
  static Signals take(List<String> names, Consumer<Received> taker) {
    Signals signals = new Signals(taker);
    names.forEach(signals::take);
    return signals;
  }

  /** Gives the signals back. */
  @Override
  public void close() {
    handlersBefore.forEach(
        (signal, handler) -> {
          try {
            Api.find().handle.invoke(null, signal, handler);
          } catch (ReflectiveOperationException e) {
            // It could be taken, so it can be given back.
          }
        });
    handlersBefore.clear();
  }

  private void take(String name) {
    try {
      Api api = Api.find();
      Object signal = api.named.newInstance(name);
      Received received = new Received(name, (Integer) api.number.invoke(signal));
      Object before = api.handle.invoke(null, signal, handler(api, received));
      handlersBefore.put(signal, before);
    } catch (InvocationTargetException e) {
      // There is no such signal here, or the virtual machine keeps it for itself.
    } catch (ReflectiveOperationException e) {
      // A Java without the module: all signals keep their usual effects.
    }
  }

  private Object handler(Api api, Received received) {
    return Proxy.newProxyInstance(
        Signals.class.getClassLoader(),
        new Class<?>[] {api.handlerType},
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "handle" -> taker.accept(received);
            case "equals" -> {
              return proxy == arguments[0];
            }
            case "hashCode" -> {
              return System.identityHashCode(proxy);
            }
            default -> {
              return "handler of " + received;
            }
          }
          return null;
        });
  }

  private record Api(Class<?> handlerType, Constructor<?> named, Method number, Method handle) {
    static Api find() throws ReflectiveOperationException {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      return new Api(
          handler,
          signal.getConstructor(String.class),
          signal.getMethod("getNumber"),
          signal.getMethod("handle", signal, handler));
    }
  }
}
