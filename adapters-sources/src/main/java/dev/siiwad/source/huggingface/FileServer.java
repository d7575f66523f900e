package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.RemoteFile;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;

/** Where the files of a snapshot are fetched from: the Hub, or a server of the dataset's own. */
interface FileServer {
    Request request(Shard shard);

    RemoteFile remote(Shard shard);

    /**
     * Asks for a file or a piece of it.
     *
     * @throws dev.siiwad.source.rows.UnreadableException if this file is lost while others are there
     */
    <T> T ask(Shard shard, Hub.Asking<T> asking) throws IOException;
}
