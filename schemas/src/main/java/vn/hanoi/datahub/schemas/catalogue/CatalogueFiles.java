package vn.hanoi.datahub.schemas.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source of the catalogue's files: those that the hub ships, or the operator's own folder. A file missing from the
 * folder is taken from the shipped ones, and every {@code .yaml} in its {@code indicators/} and {@code plans/} is
 * included.
 */
public final class CatalogueFiles {

    private static final String SHIPPED = "/catalogue/";

    /** The shipped definition files, named here because the contents of a jar cannot be listed. */
    private static final List<String> SHIPPED_INDICATORS = List.of(
            "indicators/digital-government.yaml",
            "indicators/digital-economy.yaml",
            "indicators/digital-society.yaml",
            "indicators/archives.yaml",
            "indicators/live-city.yaml",
            "indicators/plan-tasks.yaml",
            "indicators/hub.yaml",
            "indicators/indices.yaml");

    private static final List<String> SHIPPED_PLANS = List.of(
            "plans/plan-76.yaml", "plans/draft-programme-2021.yaml", "plans/resolution-18.yaml", "plans/plan-239.yaml");

    private final @Nullable Path folder;

    private CatalogueFiles(@Nullable Path folder) {
        this.folder = folder;
    }

    public static CatalogueFiles shipped() {
        return new CatalogueFiles(null);
    }

    /**
     * Returns the catalogue that a setting names.
     *
     * @param folder empty for the shipped one
     * @throws CatalogueException when there is no such folder
     */
    public static CatalogueFiles of(String folder) {
        return folder.isEmpty() ? shipped() : in(Path.of(folder));
    }

    public static CatalogueFiles in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CatalogueException(
                    folder + ": there is no such folder; hub.catalogue must name a folder with a catalogue");
        }
        UnreadFiles.refuse(folder);
        return new CatalogueFiles(folder);
    }

    Reader open(String name) {
        try {
            if (folder != null && Files.exists(folder.resolve(name))) {
                return new StringReader(text(name, Files.readAllBytes(folder.resolve(name))));
            }
            InputStream shipped = CatalogueFiles.class.getResourceAsStream(SHIPPED + name);
            if (shipped == null) {
                throw new CatalogueException(name + ": there is no such file");
            }
            return new InputStreamReader(shipped, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decodes a file without replacing anything, so that one in another encoding is refused where it differs. */
    private static String text(String name, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
            long line = 1
                    + IntStream.range(0, in.position())
                            .filter(i -> bytes[i] == '\n')
                            .count();
            throw new CatalogueException(
                    name + ":" + line + ": is not UTF-8 from byte " + (in.position() + 1) + "; save it as UTF-8");
        }
        return out.flip().toString();
    }

    List<String> indicatorFiles() {
        return withOwn("indicators", SHIPPED_INDICATORS);
    }

    List<String> planFiles() {
        return withOwn("plans", SHIPPED_PLANS);
    }

    private List<String> withOwn(String name, List<String> shipped) {
        if (folder == null || !Files.isDirectory(folder.resolve(name))) {
            return shipped;
        }
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            Stream<String> own =
                    files.map(file -> name + "/" + file.getFileName()).filter(file -> file.endsWith(".yaml"));
            return Stream.concat(shipped.stream(), own.sorted()).distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
