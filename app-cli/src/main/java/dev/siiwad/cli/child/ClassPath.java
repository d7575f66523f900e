package dev.siiwad.cli.child;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where this process finds its classes, as another one is told it, from any working directory. */
final class ClassPath {
    /** Made when first needed, and gone with this process unless it is killed. */
    private static final Map<Path, Path> POINTERS = new HashMap<>();

    private ClassPath() {}

    /**
     * Those that an engine has loaded this program from come first.
     *
     * @throws IOException if one of them cannot be named
     */
    static String ofThisProcess() throws IOException {
        Stream<Path> loaded = ClassPath.class.getClassLoader() instanceof URLClassLoader engine
                ? Stream.of(engine.getURLs())
                        .filter(url -> url.getProtocol().equals("file"))
                        .map(url -> Path.of(URI.create(url.toString())))
                : Stream.empty();
        Stream<Path> given = Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(Path::of);
        return joined(Stream.concat(loaded, given).toList());
    }

    /** A task manager of Flink keeps a job's classes below a directory that is named by host and port, and no class path can name what has its separator in its name. */
    static String joined(List<Path> entries) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path entry : entries) {
            Path absolute = entry.toAbsolutePath();
            names.add((absolute.toString().contains(File.pathSeparator) ? pointingTo(absolute) : absolute).toString());
        }
        return String.join(File.pathSeparator, names);
    }

    /** An empty jar whose manifest names it. */
    private static synchronized Path pointingTo(Path entry) throws IOException {
        Path known = POINTERS.get(entry);
        if (known != null) {
            return known;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, entry.toUri().toString());
        Path pointer = Files.createTempFile("siiwad-classes-", ".jar");
        pointer.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(pointer)) {
            new JarOutputStream(out, manifest).close();
        }
        POINTERS.put(entry, pointer);
        return pointer;
    }
}
