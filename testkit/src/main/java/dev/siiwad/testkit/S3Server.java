package dev.siiwad.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real S3-compatible server in a process of its own, with authentication on; one for all tests of this JVM, with which it ends. JVMs that a test starts
 * with the system properties of this one use its server too. It keeps everything in memory until then, and ends at once where that does not suffice.
 */
public final class S3Server {
    public static final String ID = "local-identity";
    public static final String SECRET = "local-credential";

    private static final int READY_TRIES_MAX = 600;
    private static final String PORT = "siiwad.s3.port";

    private static S3Server running;

    private final int port;

    private S3Server(int port) {
        this.port = port;
    }

    public static synchronized S3Server running() {
        if (running == null) {
            try {
                String port = System.getProperty(PORT);
                running = port == null ? start() : new S3Server(Integer.parseInt(port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    public int port() {
        return port;
    }

    /** What a program needs to know to reach it by a port, be it the server's or that of something before it. */
    public static Map<String, String> variables(int port) {
        return Map.of(
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + port,
                "AWS_ACCESS_KEY_ID", ID,
                "AWS_SECRET_ACCESS_KEY", SECRET);
    }

    private static S3Server start() throws IOException {
        Path directory = Files.createTempDirectory("siiwad-s3-server-");
        int port = freePort();
        Path properties = directory.resolve("s3proxy.properties");
        Files.write(
                properties,
                List.of(
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.identity=" + ID,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=transient-nio2"));
        Path logging = directory.resolve("logback.xml");
        Files.writeString(logging, "<configuration><root level=\"OFF\"/></configuration>");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        System.getProperty("siiwad.s3.server") + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, directory)));
        awaitReady(process, port, directory.resolve("log"));
        System.setProperty(PORT, Integer.toString(port));
        return new S3Server(port);
    }

    /** Leaves nothing: the directory is flat. */
    private static void end(Process process, Path directory) {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, int port, Path log) throws IOException {
        for (int tries = 1; tries <= READY_TRIES_MAX; tries++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException notYet) {
                try {
                    if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                        throw new AssertionError("the S3 server has ended: " + Files.readString(log));
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError(
                "the S3 server is not ready after " + READY_TRIES_MAX + " tries: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
