package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.Checksum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The dumps of the search index of one wiki, which are made weekly, in numbered files. They have no checksums: a dump is known by the names and lengths of
 * its files, as its directory lists them and the server says of each. Complete when {@code _SUCCESS} is there.
 */
record CirrusDumps(SitePages site, String database) implements PublishedDumps {
    @Override
    public Edition edition() {
        return Edition.CIRRUS;
    }

    @Override
    public String address() {
        return site.base() + DumpEdition.CIRRUS_PATH;
    }

    @Override
    public List<String> dates() throws IOException {
        return site.dates(DumpEdition.CIRRUS_PATH, Edition.CIRRUS);
    }

    @Override
    public Look look(String date) throws IOException {
        String directory = DumpEdition.cirrusDirectory(database, date);
        Map<String, OptionalLong> listed = site.files(directory);
        if (site.text(directory + "_SUCCESS").isEmpty()) {
            return new Look.Missing("has no _SUCCESS");
        }
        List<DumpEdition.Packed> files = new ArrayList<>();
        for (Map.Entry<String, OptionalLong> file : listed.entrySet()) {
            if (Edition.CIRRUS.isPages(file.getKey())) {
                OptionalLong bytes = file.getValue().isPresent() ? file.getValue() : length(directory, file.getKey());
                files.add(new DumpEdition.Packed(file.getKey(), bytes, Optional.<Checksum>empty()));
            }
        }
        if (files.isEmpty() || files.size() > DumpEdition.FILES_MAX) {
            return new Look.Unreadable(
                    "lists " + files.size() + " files of pages; expected 1 to " + DumpEdition.FILES_MAX);
        }
        DumpEdition dump = DumpEdition.of(Edition.CIRRUS, database, date, files);
        for (int number = 0; number < files.size(); number++) {
            String name = dump.files().get(number).name();
            if (Edition.CIRRUS.firstPage(name) != number) {
                return new Look.Unreadable("lists " + name + " as file " + number + ", counted from 0");
            }
        }
        return new Look.Complete(dump);
    }

    /** No checksum would tell a wrong length, so two answers must agree. */
    @Override
    public DumpEdition confirmed(DumpEdition found) throws IOException {
        String directory = DumpEdition.cirrusDirectory(database, found.date());
        for (DumpEdition.Packed file : found.files()) {
            OptionalLong said = length(directory, file.name());
            if (!said.equals(file.bytes())) {
                said = length(directory, file.name());
            }
            if (!said.equals(file.bytes())) {
                throw new IOException(site.base() + directory + file.name() + ": the server says that it has "
                        + said.getAsLong() + " bytes, and the list or an answer before "
                        + file.bytes().getAsLong() + "; one of them is wrong");
            }
        }
        return found;
    }

    private OptionalLong length(String directory, String name) throws IOException {
        OptionalLong bytes = site.length(directory + name);
        if (bytes.isEmpty()) {
            throw new IOException(site.base() + directory + name + ": the server does not say how long it is");
        }
        return bytes;
    }
}
