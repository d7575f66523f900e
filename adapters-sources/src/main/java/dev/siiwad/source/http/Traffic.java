package dev.siiwad.source.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps account of what a client is doing, for {@link Activity}. Safe for use by several threads. */
final class Traffic {
    private final Timing timing;
    private final Queue<Activity.Pause> pauses = new ConcurrentLinkedQueue<>();
    private final Queue<Transfer> transfers = new ConcurrentLinkedQueue<>();
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();

    Traffic(Timing timing) {
        this.timing = timing;
    }

    Activity now() {
        long nanos = timing.nanos();
        return new Activity(
                pauses.stream().max(Comparator.comparing(Activity.Pause::until)),
                transfers.stream().map(Transfer::seen).toList(),
                exchanges.stream()
                        .map(exchange -> new Activity.Silence(
                                exchange.host, Duration.ofNanos(Math.max(0, nanos - exchange.lastNanos))))
                        .max(Comparator.comparing(Activity.Silence::length)),
                requests.get());
    }

    /** A pause begins; it is over when what is returned is run. */
    Runnable waiting(Duration length, String reason, boolean usual) {
        Activity.Pause pause = new Activity.Pause(reason, timing.now().plus(length), usual);
        pauses.add(pause);
        return () -> pauses.remove(pause);
    }

    /** A request is sent. */
    Exchange sent(String host) {
        requests.incrementAndGet();
        Exchange exchange = new Exchange(host);
        exchanges.add(exchange);
        return exchange;
    }

    /** A download begins, or goes on. */
    Transfer downloading(String name) {
        Transfer transfer = new Transfer(name);
        transfers.add(transfer);
        return transfer;
    }

    /** A request, from when it is sent to when its answer is closed. */
    final class Exchange {
        private final String host;
        private volatile long lastNanos = timing.nanos();

        private Exchange(String host) {
            this.host = host;
        }

        /** Something of the answer has arrived, or is waited for from now on. */
        void heard() {
            lastNanos = timing.nanos();
        }

        void over() {
            exchanges.remove(this);
        }
    }

    /** A download. Bytes may be told by several threads. */
    final class Transfer {
        private final String name;
        private final AtomicLong bytes = new AtomicLong();
        private volatile long total = -1;
        private volatile boolean checking;

        private Transfer(String name) {
            this.name = name;
        }

        private Activity.Transfer seen() {
            return new Activity.Transfer(
                    name, bytes.get(), total < 0 ? OptionalLong.empty() : OptionalLong.of(total), checking);
        }

        /** So many are here. */
        void at(long here) {
            bytes.set(here);
            checking = false;
        }

        /** So many more have arrived. */
        void more(int count) {
            bytes.addAndGet(count);
        }

        /** So many will be there, if that is known. */
        void of(OptionalLong all) {
            all.ifPresent(known -> total = known);
        }

        void checking() {
            checking = true;
        }

        void over() {
            transfers.remove(this);
        }
    }
}
