package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.ingest.file.Table;

/** Where files wait: all of one is there, or nothing, and what nobody needs any more goes. */
class SpoolTest {

    private static final int LARGEST = 200_000;

    @TempDir
    private Path folder;

    private static InputStream bytes(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    private Spool spool() {
        return new Spool(folder.resolve("files"), LARGEST, new Table.Limits(LARGEST));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsAFile_andSaysHowLongItIs_andItsHash() throws IOException {
        Spool spool = spool();

        Spool.Kept kept = spool.keep("a", new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII)));

        assertThat(spool.has("a")).isTrue();
        assertThat(spool.file("a")).hasContent("abc");
        assertThat(kept.bytes()).isEqualTo(3);
        // FIPS 180-2 has it as its first example
        assertThat(kept.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void keepsTheLargestFile_andNothingOfALargerOne() throws IOException {
        Spool spool = spool();

        assertThat(spool.keep("largest", bytes(LARGEST)).bytes()).isEqualTo(LARGEST);
        assertThatThrownBy(() -> spool.keep("larger", bytes(LARGEST + 1))).isInstanceOf(Spool.TooLargeException.class);

        assertThat(names()).containsExactly("largest.file");
        assertThat(spool.has("larger")).isFalse();
    }

    @Test
    void keepsNothingOfAFileThatBreaksOff() throws IOException {
        InputStream broken = new SequenceInputStream(bytes(100_000), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }
        });

        assertThatThrownBy(() -> spool().keep("a", broken)).hasMessage("cut");

        assertThat(names()).isEmpty();
    }

    @Test
    void aJobThatIsDone_leavesItsListOfRefusedRows() throws IOException {
        Spool spool = spool();
        spool.keep("a", bytes(1));
        Files.writeString(spool.refused("a"), "row");

        spool.done("a");
        spool.done("a");

        assertThat(names()).containsExactly("a.refused");
    }

    /** Whoever reads the former effect reads all of it: the new one takes its place and is not written into it. */
    @Test
    void anEffectIsThereAtOnce() throws IOException {
        Spool spool = spool();
        Files.createDirectories(folder.resolve("files"));
        spool.keepEffect("a", "former");

        try (InputStream former = Files.newInputStream(spool.effect("a"))) {
            spool.keepEffect("a", "new");
            assertThat(former.readAllBytes()).asString().isEqualTo("former");
        }

        assertThat(spool.effect("a")).hasContent("new");
        assertThat(names()).containsExactly("a.effect");
    }

    @Test
    void sweepsWhatIsOldAndBelongsToNoJob() throws IOException {
        Spool spool = spool();
        for (String job : List.of("known", "gone", "young")) {
            spool.keep(job, bytes(1));
            Files.writeString(spool.refused(job), "row");
            spool.keepEffect(job, "effect");
        }
        Files.writeString(folder.resolve("files/gone.effect.next"), "cut short by a kill");
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            for (Path file : files.toList()) {
                boolean isYoung = file.getFileName().toString().startsWith("young");
                Files.setLastModifiedTime(
                        file, FileTime.from(isYoung ? Jobs.NOW : Jobs.NOW.minus(Duration.ofSeconds(1))));
            }
        }

        spool.sweep(Set.of("known")::contains, Jobs.NOW);

        assertThat(names())
                .containsExactly(
                        "known.effect", "known.file", "known.refused", "young.effect", "young.file", "young.refused");
    }

    @Test
    void sweepsNothing_whereNoFileEverCame() {
        assertThat(folder.resolve("files")).doesNotExist();

        assertThatCode(() -> spool().sweep(id -> false, Jobs.NOW)).doesNotThrowAnyException();
    }
}
