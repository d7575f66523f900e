package dev.siiwad.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A file of an archive.
 *
 * @param mode its permissions
 * @param owner by number and name; nothing in a zip file
 * @param target of a link, or nothing
 */
record Entry(byte[] bytes, int mode, String owner, Instant time, String target) {
    private static final int PERMISSIONS = 0777;

    /** By name, without directories. */
    static Map<String, Entry> ofTar(Path tarGz) throws IOException {
        try (InputStream in = Files.newInputStream(tarGz)) {
            return ofTar(in);
        }
    }

    private static Map<String, Entry> ofTar(InputStream tarGz) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(tarGz));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (!entry.isDirectory()) {
                String owner = entry.getLongUserId() + ":" + entry.getLongGroupId() + " " + entry.getUserName() + ":"
                        + entry.getGroupName();
                entries.put(
                        entry.getName().replaceFirst("^\\./", ""),
                        new Entry(
                                tar.readAllBytes(),
                                entry.getMode() & PERMISSIONS,
                                owner,
                                entry.getLastModifiedTime().toInstant(),
                                entry.getLinkName()));
            }
        }
        return entries;
    }

    /** By name, without directories; times as they are in the file, which knows no zone. */
    static Map<String, Entry> ofZip(Path file) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (!entry.isDirectory()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        entries.put(
                                entry.getName(),
                                new Entry(
                                        in.readAllBytes(),
                                        entry.getUnixMode() & PERMISSIONS,
                                        "",
                                        entry.getTimeLocal().toInstant(java.time.ZoneOffset.UTC),
                                        ""));
                    }
                }
            }
        }
        return entries;
    }

    /** What is in a member of a Debian package. */
    static Map<String, Entry> ofDeb(Path file, String member) throws IOException {
        try (ArArchiveInputStream ar = new ArArchiveInputStream(Files.newInputStream(file))) {
            for (var entry = ar.getNextEntry(); entry != null; entry = ar.getNextEntry()) {
                if (entry.getName().startsWith(member)) {
                    return ofTar(ar);
                }
            }
        }
        throw new IOException(file + ": has no " + member);
    }
}
