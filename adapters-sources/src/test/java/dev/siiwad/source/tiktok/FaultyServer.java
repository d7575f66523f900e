package dev.siiwad.source.tiktok;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A server that fails at the n-th request in a planned way, and remembers what it was asked. */
abstract class FaultyServer extends Dispatcher {
    private final List<String> asked = new ArrayList<>();
    private final Map<Integer, Fault> faults = new TreeMap<>();
    private boolean cutOff;
    private Optional<String> cutShort = Optional.empty();

    /** What can happen to a request. */
    enum Fault {
        /** Refused, with 503 and a time to wait. */
        UNAVAILABLE,
        /** Refused, with 429. */
        TOO_MANY,
        /** The connection closes before anything happens. */
        CLOSED,
        /** It is done, and the connection closes before the answer. */
        ANSWER_LOST,
        /** It is done, and the body of the answer stops in the middle. */
        BODY_CUT,
        /** It is done, the answer is lost, and so is every later request, until {@link #recover}. */
        DEAD_FROM_HERE
    }

    /** Plans a fault for the n-th request from the beginning, counted from 1. */
    synchronized void plan(int n, Fault fault) {
        faults.put(n, fault);
    }

    /** Ends all faults, also those to come. */
    synchronized void recover() {
        faults.clear();
    }

    /** Answers nothing any more, or again. */
    synchronized void cutOff(boolean cut) {
        cutOff = cut;
    }

    /** Ends the body of every answer of this path in the middle from now on. */
    synchronized void cutBodiesOf(String ending) {
        cutShort = Optional.of(ending);
    }

    /** Method and target of every request, in order. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public final synchronized MockResponse dispatch(RecordedRequest request) {
        asked.add(request.getMethod() + " " + request.getTarget());
        boolean cut = cutShort.filter(request.getUrl().encodedPath()::endsWith).isPresent();
        Fault fault = cutOff ? Fault.CLOSED : cut ? Fault.BODY_CUT : fault(asked.size());
        return switch (fault == null ? "" : fault.name()) {
            case "UNAVAILABLE" ->
                status(503, "{}").newBuilder().addHeader("Retry-After", "2").build();
            case "TOO_MANY" -> status(429, "{\"error\":{\"type\":\"rate-limit-exceeded\",\"message\":\"slow down\"}}");
            case "CLOSED" -> lost();
            case "ANSWER_LOST" -> {
                answer(request);
                yield lost();
            }
            case "DEAD_FROM_HERE" -> {
                if (faults.get(asked.size()) != null) {
                    answer(request);
                }
                yield lost();
            }
            case "BODY_CUT" -> {
                MockResponse whole = answer(request);
                yield whole.newBuilder()
                        .body("[{\"cid\":\"12")
                        .setHeader("Content-Length", 5000)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build();
            }
            default -> answer(request);
        };
    }

    private Fault fault(int n) {
        return faults.entrySet().stream()
                .filter(entry -> entry.getKey() == n || entry.getValue() == Fault.DEAD_FROM_HERE && entry.getKey() < n)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Does what is asked. */
    abstract MockResponse answer(RecordedRequest request);

    static MockResponse status(int code, String json) {
        return new MockResponse.Builder()
                .code(code)
                .addHeader("Content-Type", "application/json; charset=utf-8")
                .body(json)
                .build();
    }

    private static MockResponse lost() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }
}
