package vn.hanoi.datahub.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** The shipped catalogue, with agencies A and B that became C on 2025-08-16. */
public final class Merged {

    private static final String AGENCIES = """
            - {code: H26.A, name: {vi: "Sở A", en: "A"}, area: all, types: [procedure-dossier], to: 2025-08-15, successors: [H26.C]}
            - {code: H26.B, name: {vi: "Sở B", en: "B"}, area: all, types: [procedure-dossier], to: 2025-08-15, successors: [H26.C]}
            - {code: H26.C, name: {vi: "Sở C", en: "C"}, area: all, types: [procedure-dossier], from: 2025-08-16}
            """;

    public static final Catalogue CATALOGUE = load();

    private Merged() {}

    private static Catalogue load() {
        try (InputStream shipped =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/agencies.yaml"))) {
            Path folder = Files.createTempDirectory("merged");
            Path file = folder.resolve("agencies.yaml");
            Files.writeString(file, new String(shipped.readAllBytes(), StandardCharsets.UTF_8) + AGENCIES);
            Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.in(folder));
            Files.delete(file);
            Files.delete(folder);
            return catalogue;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
