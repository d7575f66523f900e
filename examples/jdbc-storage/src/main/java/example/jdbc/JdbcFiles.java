package example.jdbc;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DurableOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Files in a database: created once, sealed, and never changed after that. One that is not sealed has its name, but cannot be read. */
final class JdbcFiles {
    private static final int PIECE_BYTES = 256 * 1024;
    private static final String OF_NAME = " WHERE source = ? AND directory = ? AND name = ?";

    private final Database database;

    /** Names a file: a source, a directory of it and a name in that. */
    record Place(SourceId source, String directory, String name) {}

    /** @param written when it was last written to, in milliseconds since 1970 */
    record Listed(String name, long written) {}

    private record Sealed(String id, long length) {}

    JdbcFiles(Database database) {
        this.database = database;
    }

    String where(Place place) {
        return where(place.source(), place.directory()) + "/" + place.name();
    }

    String where(SourceId source, String directory) {
        return database.address() + " " + Layout.source(source) + "/" + directory;
    }

    /** @throws FileAlreadyExistsException if the name is taken, sealed or not */
    Output create(Place place) throws IOException {
        String id = UUID.randomUUID().toString();
        try {
            database.update(
                    "INSERT INTO siiwad_file (id, source, directory, name, written) VALUES (?, ?, ?, ?, ?)",
                    id,
                    place.source().value(),
                    place.directory(),
                    place.name(),
                    now());
            return new Output(id, where(place));
        } catch (IOException e) {
            if (list(place.source(), place.directory()).stream()
                    .anyMatch(file -> file.name().equals(place.name()))) {
                throw new FileAlreadyExistsException(where(place));
            }
            throw e;
        }
    }

    /** Creates and seals a small file at once. */
    void put(Place place, byte[] bytes) throws IOException {
        database.allOrNothing(() -> {
            try (Output out = create(place)) {
                out.write(bytes);
                out.force();
            }
        });
    }

    Optional<Long> length(Place place) throws IOException {
        return sealed(place).map(Sealed::length);
    }

    Optional<InputStream> open(Place place) throws IOException {
        return sealed(place).map(file -> new Input(file.id()));
    }

    /** The bytes of a small file. */
    Optional<byte[]> read(Place place) throws IOException {
        Optional<InputStream> found = open(place);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(in.readAllBytes());
        }
    }

    /** All files of a directory, sealed or not, in the order of their names. */
    List<Listed> list(SourceId source, String directory) throws IOException {
        return database
                .query(
                        "SELECT name, written FROM siiwad_file WHERE source = ? AND directory = ?",
                        row -> new Listed(row.getString(1), row.getLong(2)),
                        source.value(),
                        directory)
                .stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    List<String> directories(SourceId source) throws IOException {
        return database
                .query(
                        "SELECT DISTINCT directory FROM siiwad_file WHERE source = ?",
                        row -> row.getString(1),
                        source.value())
                .stream()
                .sorted()
                .toList();
    }

    List<SourceId> sources() throws IOException {
        return database.query("SELECT DISTINCT source FROM siiwad_file", row -> new SourceId(row.getString(1))).stream()
                .sorted()
                .toList();
    }

    void move(SourceId source, String from, String to) throws IOException {
        database.update(
                "UPDATE siiwad_file SET directory = ? WHERE source = ? AND directory = ?", to, source.value(), from);
    }

    /** Puts a file in the place of another of the same directory, whatever is there. */
    void replace(Place place, String by) throws IOException {
        database.allOrNothing(() -> {
            delete(place);
            database.update(
                    "UPDATE siiwad_file SET name = ?" + OF_NAME,
                    place.name(),
                    place.source().value(),
                    place.directory(),
                    by);
        });
    }

    void delete(SourceId source, String directory) throws IOException {
        delete(" WHERE source = ? AND directory = ?", source.value(), directory);
    }

    void delete(Place place) throws IOException {
        delete(OF_NAME, place.source().value(), place.directory(), place.name());
    }

    private void delete(String which, Object... arguments) throws IOException {
        database.allOrNothing(() -> {
            database.update(
                    "DELETE FROM siiwad_piece WHERE file IN (SELECT id FROM siiwad_file" + which + ")", arguments);
            database.update("DELETE FROM siiwad_file" + which, arguments);
        });
    }

    private Optional<Sealed> sealed(Place place) throws IOException {
        return database
                .query(
                        "SELECT id, length FROM siiwad_file" + OF_NAME + " AND length IS NOT NULL",
                        row -> new Sealed(row.getString(1), row.getLong(2)),
                        place.source().value(),
                        place.directory(),
                        place.name())
                .stream()
                .findFirst();
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    /** A file being written, piece by piece; forcing it seals it. */
    final class Output extends DurableOutput {
        private final String id;
        private final String where;
        private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES);
        private long pieces;
        private long length;
        private boolean sealed;
        private boolean closed;

        private Output(String id, String where) {
            this.id = id;
            this.where = where;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int count) throws IOException {
            for (int done = 0; done < count; ) {
                int step = Math.min(count - done, PIECE_BYTES - piece.size());
                piece.write(bytes, start + done, step);
                done += step;
                if (piece.size() == PIECE_BYTES) {
                    writePiece();
                }
            }
        }

        @Override
        public void force() throws IOException {
            database.allOrNothing(() -> {
                writePiece();
                database.update("UPDATE siiwad_file SET length = ? WHERE id = ?", length, id);
            });
            sealed = true;
        }

        /** Removes what was not sealed. */
        @Override
        public void close() throws IOException {
            if (!closed && !sealed) {
                delete(" WHERE id = ?", id);
            }
            closed = true;
        }

        /** A piece without a file would stay forever, so the file is held until the piece is there. */
        private void writePiece() throws IOException {
            byte[] bytes = piece.toByteArray();
            database.allOrNothing(() -> {
                if (database.update("UPDATE siiwad_file SET written = ? WHERE id = ?", now(), id) != 1) {
                    throw new LostRaceException(
                            where + ": was removed while it was written. Another run has taken the source over");
                }
                database.update("INSERT INTO siiwad_piece (file, number, bytes) VALUES (?, ?, ?)", id, pieces, bytes);
            });
            pieces++;
            length += bytes.length;
            piece.reset();
        }
    }

    /** Reads a sealed file piece by piece. */
    private final class Input extends InputStream {
        private final String id;
        private byte[] piece = {};
        private int at;
        private long next;

        Input(String id) {
            this.id = id;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int start, int count) throws IOException {
            while (at == piece.length) {
                List<byte[]> found = database.query(
                        "SELECT bytes FROM siiwad_piece WHERE file = ? AND number = ?",
                        row -> row.getBytes(1),
                        id,
                        next);
                if (found.isEmpty()) {
                    return -1;
                }
                piece = found.get(0);
                at = 0;
                next++;
            }
            int step = Math.min(count, piece.length - at);
            System.arraycopy(piece, at, target, start, step);
            at += step;
            return step;
        }
    }
}
