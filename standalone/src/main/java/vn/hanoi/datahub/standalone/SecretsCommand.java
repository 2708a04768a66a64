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
 * {@code ./hub secrets}: what a hub of several machines needs before its first start. The folder is its owner's alone;
 * the files that containers are given can be read by the user in there, whoever that is.
 */
@Command(name = "secrets", description = "Make the first keys and passwords in a folder, where there are none.")
final class SecretsCommand implements Callable<Integer> {

    private static final List<String> PASSWORDS =
            List.of(Keys.WEBHOOK_KEY, Keys.SERVICE_KEY, "history-password", "grafana-password");

    @Parameters(paramLabel = "DIR", descriptionKey = "secrets-folder", description = "The folder.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        // Keys that are there are in use, also when the plain ones were taken away.
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
                        ? "hub: keys of agencies and roles in " + Keys.plain(folder)
                                + "; hand them out, then keep the file elsewhere"
                        : "hub: there are keys already; nothing was changed");
        return 0;
    }
}
