package vn.hanoi.datahub.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/**
 * {@code ./hub secrets}: creates what a hub on several machines needs before its first start. Only its owner can open
 * the folder; files that are mounted into containers are readable by the user there, whatever its id.
 */
@Command(name = "secrets", description = "Create the first keys and passwords in a folder, where there are none.")
final class SecretsCommand implements Callable<Integer> {

    private static final List<String> PASSWORDS =
            List.of(Keys.WEBHOOK_KEY, Keys.SERVICE_KEY, "history-password", "grafana-password");

    @Parameters(paramLabel = "DIR", descriptionKey = "secrets-folder", description = "The folder.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        // Existing keys are in use, even if the plain-text ones have been moved away.
        boolean isNew = !Files.exists(Keys.hashed(folder));
        if (isNew) {
            Keys.makeOnce(folder, CatalogueLoader.load(CatalogueFiles.of("")));
        }
        List<Path> given = new ArrayList<>(List.of(Keys.hashed(folder)));
        for (String name : PASSWORDS) {
            Path password = folder.resolve(name);
            if (!Files.exists(password)) {
                Files.writeString(password, KeyRing.random(), StandardCharsets.UTF_8);
            }
            given.add(password);
        }
        for (Path file : given) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        }
        System.err.println(
                isNew
                        ? "hub: keys of agencies and roles are in " + Keys.plain(folder)
                                + "; distribute them, then move the file to a safe place"
                        : "hub: keys exist already; they were not changed");
        return 0;
    }
}
