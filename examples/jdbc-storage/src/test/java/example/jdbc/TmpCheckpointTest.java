package example.jdbc;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.testkit.CheckpointStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TmpCheckpointTest extends CheckpointStoreContract {
    @TempDir
    private Path place;

    @Override
    protected CheckpointStore open() throws IOException {
        return H2.open(place).checkpoints();
    }
}
