package vn.hanoi.datahub.worldtests;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** The shipped definitions of indicators, changed, in a folder of their own as an operator has one. */
public final class ChangedCatalogue {

    /** Where a definition says its version. */
    public static final Pattern VERSION = Pattern.compile("version: (\\d)");

    private static final List<String> FILES = List.of(
            "digital-government",
            "digital-economy",
            "digital-society",
            "archives",
            "live-city",
            "plan-tasks",
            "indices");

    private ChangedCatalogue() {}

    /** The shipped definitions with a change, in a folder. */
    public static String in(Path folder, String name, UnaryOperator<String> change) throws Exception {
        Path catalogue = folder.resolve(name);
        Files.createDirectories(catalogue.resolve("indicators"));
        for (String file : FILES) {
            try (InputStream shipped = Objects.requireNonNull(
                    Catalogue.class.getResourceAsStream("/catalogue/indicators/" + file + ".yaml"))) {
                String yaml = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
                Files.writeString(catalogue.resolve("indicators/" + file + ".yaml"), change.apply(yaml));
            }
        }
        return catalogue.toString();
    }
}
