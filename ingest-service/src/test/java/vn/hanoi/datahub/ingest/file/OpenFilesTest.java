package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A file that is refused is let go of: a service that keeps each one open comes to its end after some thousand of them.
 */
class OpenFilesTest {

    private static final Path HANDLES = Path.of("/proc/self/fd");

    @TempDir
    private Path folder;

    @BeforeAll
    static void canBeSeen() {
        assumeTrue(Files.isDirectory(HANDLES), "this system does not list what a process has open");
    }

    /** How many handles lead to the file; all others are other tests' business. */
    private static long handles(Path file) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> open = Files.list(HANDLES)) {
            for (Path handle : open.toList()) {
                try {
                    found.add(Files.readSymbolicLink(handle));
                } catch (NoSuchFileException closedMeanwhile) {
                    continue;
                }
            }
        }
        return found.stream().filter(file.toRealPath()::equals).count();
    }

    private Path file(String content, String charset) throws IOException {
        return Files.write(folder.resolve("file"), content.getBytes(Charset.forName(charset)));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "'', UTF-8, an empty file",
        "'\n', UTF-8, an empty header",
        "'a,a\n', UTF-8, a column twice",
        "'Cầu Giấy,é\n', windows-1258, another encoding from the first byte on",
        "'\"a\"x\n', UTF-8, text behind a closing quotation mark",
        "'PK\u0003\u0004no zip', UTF-8, a broken workbook"
    })
    void aRefusedFile_isNotOpenAnyMore(String content, String charset, String ignored) throws IOException {
        Path file = file(content, charset);

        assertThatThrownBy(() -> Table.open(file, new Table.Limits(1 << 20), List.of()))
                .isInstanceOf(UnreadableFileException.class);

        assertThat(handles(file)).isZero();
    }

    @Test
    void aFileThatIsRead_isOpenUntilItIsClosed() throws IOException {
        Path file = file("a,b\n1,2\n", "UTF-8");

        try (Table table = Table.open(file, new Table.Limits(1 << 20), List.of())) {
            assertThat(table.header()).containsExactly("a", "b");
            assertThat(handles(file)).isOne();
        }

        assertThat(handles(file)).isZero();
    }
}
