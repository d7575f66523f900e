package dev.siiwad.storage.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Passes requests on to a server, one for each connection, and does something to the n-th of them. */
final class FaultyProxy implements Closeable {
    private static final int HEAD_BYTES_MAX = 64 * 1024;

    private final int serverPort;
    private final ServerSocket listening;
    private final List<String> log = new ArrayList<>();
    private long faultAt = Long.MAX_VALUE;
    private long faultUntil = Long.MAX_VALUE;
    private Fault fault = Fault.RESET_BEFORE;
    private Runnable intruder = () -> {};
    private boolean claimSuccess;

    /** What happens to the chosen request. */
    enum Fault {
        /** The connection breaks before the server has heard anything. */
        RESET_BEFORE,
        /** The connection breaks in the middle of what is sent; the server hears half. */
        RESET_IN_THE_MIDDLE,
        /** The server does it, and its answer is lost. */
        LOST_ANSWER,
        /** The server does it, and its answer breaks off in the middle. */
        HALF_AN_ANSWER,
        /** The server does it, and the connection breaks after the head of its answer. */
        RESET_AFTER_HEAD,
        /** The server does it, and the connection breaks within the body of its answer. */
        RESET_IN_THE_ANSWER,
        /** The server does it, and nothing is heard of it. */
        SILENCE,
        /** 500, and nothing was done. */
        ERROR_500,
        /** 500, although it was done. */
        ERROR_500_AFTER,
        /** 503 SlowDown, and nothing was done. */
        SLOW_DOWN,
        /** Somebody else acts first, then it goes on. */
        INTRUDE
    }

    FaultyProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Plans a fault at requests {@code n} to {@code n + times - 1} from now on, counted from 1. */
    synchronized void plan(long n, long times, Fault planned) {
        log.clear();
        faultAt = n;
        faultUntil = times == Long.MAX_VALUE ? times : n + times - 1;
        fault = planned;
    }

    synchronized void planIntruder(long n, Runnable who) {
        intruder = who;
        plan(n, 1, Fault.INTRUDE);
    }

    synchronized void planNothing() {
        plan(Long.MAX_VALUE, 1, Fault.RESET_BEFORE);
    }

    /** Turns 412 into 200, as a store answers that does not know {@code If-None-Match}. */
    void claimSuccess() {
        claimSuccess = true;
    }

    /** Method and path of the requests since the last plan, in order. */
    synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** Whether the planned fault has happened. */
    synchronized boolean struck() {
        return log.size() >= faultAt;
    }

    private synchronized Fault next(String line) {
        log.add(line);
        boolean now = log.size() >= faultAt && log.size() <= faultUntil;
        return now ? fault : null;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                daemon(() -> serve(client));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            byte[] head = head(in);
            if (head.length == 0) {
                return;
            }
            String text = new String(head, StandardCharsets.ISO_8859_1);
            Fault now = next(text.substring(0, text.indexOf(" HTTP")));
            if (now == Fault.RESET_BEFORE) {
                reset(client);
                return;
            }
            OutputStream out = client.getOutputStream();
            if (text.toLowerCase(Locale.ROOT).contains("expect: 100-continue")) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            byte[] body = in.readNBytes(contentLength(text));
            answer(now, client, out, request(text), body);
        } catch (IOException eitherSideHasGone) {
            // what a proxy does then is nothing
        }
    }

    private void answer(Fault now, Socket client, OutputStream out, byte[] head, byte[] body) throws IOException {
        if (now == Fault.ERROR_500 || now == Fault.SLOW_DOWN) {
            out.write(error(now));
            return;
        }
        if (now == Fault.INTRUDE) {
            intruder.run();
        }
        byte[] answer = now == Fault.RESET_IN_THE_MIDDLE
                ? forward(head, body, body.length / 2)
                : forward(head, body, body.length);
        if (now == Fault.RESET_IN_THE_MIDDLE || now == Fault.LOST_ANSWER) {
            reset(client);
        } else if (now == Fault.SILENCE) {
            client.getInputStream().read();
        } else if (now == Fault.RESET_AFTER_HEAD || now == Fault.RESET_IN_THE_ANSWER) {
            int headBytes = head(new ByteArrayInputStream(answer)).length;
            boolean headOnly = now == Fault.RESET_AFTER_HEAD;
            out.write(answer, 0, headOnly ? headBytes : (headBytes + answer.length) / 2);
            reset(client);
        } else if (now == Fault.ERROR_500_AFTER) {
            out.write(error(now));
        } else {
            out.write(answer, 0, now == Fault.HALF_AN_ANSWER ? answer.length / 2 : answer.length);
        }
    }

    /** Sends a request, or its beginning, and gives the whole answer; none if only the beginning was sent. */
    private byte[] forward(byte[] head, byte[] body, int bodyBytes) throws IOException {
        try (Socket server = new Socket(InetAddress.getByName("127.0.0.1"), serverPort)) {
            OutputStream out = server.getOutputStream();
            out.write(head);
            out.write(body, 0, bodyBytes);
            out.flush();
            if (bodyBytes < body.length) {
                reset(server);
                return new byte[0];
            }
            byte[] answer = server.getInputStream().readAllBytes();
            String status = new String(answer, 0, Math.min(answer.length, 12), StandardCharsets.ISO_8859_1);
            return claimSuccess && status.equals("HTTP/1.1 412")
                    ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)
                    : answer;
        }
    }

    private byte[] request(String head) {
        StringBuilder kept = new StringBuilder();
        for (String line : head.split("\r\n")) {
            String name = line.toLowerCase(Locale.ROOT);
            boolean ours = name.startsWith("connection:") || name.startsWith("expect:");
            if (!ours) {
                kept.append(line).append("\r\n");
            }
        }
        return kept.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int state = 0;
        while (state < 4) {
            int single = in.read();
            if (single < 0 || head.size() > HEAD_BYTES_MAX) {
                return new byte[0];
            }
            head.write(single);
            state = single == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : 0;
        }
        return head.toByteArray();
    }

    private static int contentLength(String head) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        return 0;
    }

    private static byte[] error(Fault fault) {
        boolean slow = fault == Fault.SLOW_DOWN;
        String xml = "<?xml version=\"1.0\"?><Error><Code>" + (slow ? "SlowDown" : "InternalError")
                + "</Code><Message>on purpose</Message></Error>";
        return ("HTTP/1.1 " + (slow ? "503 Slow Down" : "500 Internal Server Error") + "\r\nContent-Length: "
                        + xml.length() + "\r\nConnection: close\r\n\r\n" + xml)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
