package example.warc;

import dev.siiwad.source.Source;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;

class WetContractTest extends SourceContract {
    @TempDir
    private Path directory;

    @Override
    protected Source open() throws IOException {
        return new WetSource(Wet.small(12).write(directory), Wet.INFO);
    }

    @Override
    protected Source openCutShort() throws IOException {
        byte[] whole = Wet.small(12).bytes();
        Path cut = directory.resolve("cut.warc.wet.gz");
        return new WetSource(Files.write(cut, Arrays.copyOf(whole, whole.length - whole.length / 4)), Wet.INFO);
    }
}
